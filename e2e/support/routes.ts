/** The program's own table of routes, as `hiromeru routes` prints it. */

import { execFileSync } from 'node:child_process';
import { binary } from './server.ts';

/** A path with its places in braces: `/t/{tenant}/guide`. */
export type Pattern = string;

/** The patterns that answer GET, those with the fewest places first. */
export function shownPatterns(): Pattern[] {
  const lines = execFileSync(binary, ['routes'], { encoding: 'utf8' }).trim().split('\n');
  const shown = lines.filter((line) => line.startsWith('GET ')).map((line) => line.slice('GET '.length));
  const places = (pattern: Pattern) => pattern.split('{').length;
  return shown.sort((one, other) => places(one) - places(other));
}

const expressions = new Map<Pattern, RegExp>();

/** The pattern that a path belongs to. */
export function patternOf(path: string, patterns: Pattern[]): Pattern | undefined {
  return patterns.find((pattern) => expressionOf(pattern).test(path));
}

function expressionOf(pattern: Pattern): RegExp {
  const known = expressions.get(pattern);
  if (known !== undefined) return known;
  const expression = new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);
  expressions.set(pattern, expression);
  return expression;
}
