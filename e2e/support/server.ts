/** The product as a process: started on a data folder of its own, stopped afterwards. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';

/** The binary under test; `cargo xtask` names it. */
export const binary = resolve(process.env.SERVER_UNDER_TEST ?? '../target/debug/hiromeru');

/** Runs one command of the binary to its end. */
export async function runToTheEnd(args: string[], options: Place): Promise<string> {
  const { child, output } = start(args, options);
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) {
    throw new Error(`hiromeru ${args.join(' ')} ended with ${status}:\n${output()}`);
  }
  return output();
}

/** Where the binary runs, and what it is. */
type Place = { binary?: string; folder: string; data: string; environment?: NodeJS.ProcessEnv };

/** A server that answers. */
export class Server {
  private constructor(
    readonly address: string,
    private readonly child: ChildProcess,
    private readonly output: () => string,
  ) {}

  static async start(place: Place): Promise<Server> {
    const port = await freePort();
    const { child, output } = start(['serve'], {
      ...place,
      environment: { ...place.environment, HIROMERU_LISTEN: `127.0.0.1:${port}` },
    });
    const server = new Server(`http://127.0.0.1:${port}`, child, output);
    await server.answers();
    return server;
  }

  /** What it has written to its log so far. */
  log(): string {
    return this.output();
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGINT');
    const patience = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(patience);
  }

  private async answers(): Promise<void> {
    const limit = Date.now() + 30_000;
    while (Date.now() < limit) {
      if (this.child.exitCode !== null) {
        throw new Error(`the server ended with ${this.child.exitCode}:\n${this.output()}`);
      }
      try {
        // Not the first page: it counts what waits for everybody.
        await fetch(`${this.address}/healthz`);
        return;
      } catch {
        await new Promise((done) => setTimeout(done, 30));
      }
    }
    await this.stop();
    throw new Error(`the server does not answer:\n${this.output()}`);
  }
}

function start(args: string[], place: Place): { child: ChildProcess; output: () => string } {
  const child = spawn(place.binary ?? binary, args, {
    cwd: place.folder,
    env: {
      ...withoutOurs(process.env),
      HIROMERU_DEMO: 'true',
      HIROMERU_DATA: place.data,
      ...place.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const keep = (chunk: Buffer) => (written += chunk.toString());
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return { child, output: () => written };
}

/** The configuration of the person who runs the tests must not change them. */
function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('HIROMERU_')));
}

async function freePort(): Promise<number> {
  const listener = createServer();
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  await once(listener, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
