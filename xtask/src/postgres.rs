//! A PostgreSQL of our own for the tests: made in a temporary folder, without fsync, and gone afterwards.
//!
//! The tests get two roles, as in production: the owner of the tables, who may create databases, and the one that the
//! program runs as, which row-level security binds. Superusers are bound by nothing, so no test runs as one.

use std::{
    fs,
    io::Read as _,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::{
    packages,
    processes::Process,
    stamp,
    steps::{answer, call, succeeds},
};

const PATIENCE: Duration = Duration::from_mins(1);

/// What a cluster is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Hundreds of small databases, each for the seconds of one test.
    Tests,
    /// One large database, kept as a server in use is.
    Measures,
}

impl Purpose {
    /// What the server is told for its sake: a worker that sweeps every database in turn, and compiling a query that reads
    /// ten rows, would be a good part of the tests' time.
    const fn settings(self) -> &'static [&'static str] {
        match self {
            Self::Tests => &["-c", "autovacuum=off", "-c", "jit=off"],
            Self::Measures => &[],
        }
    }
}

/// A running cluster; dropping it stops it and removes its folder.
pub struct Cluster {
    // Dropped in this order: first the server ends, then its folder goes.
    _server: Process,
    _folder: TempDir,
    port: u16,
    owner_password: String,
    app_password: String,
}

impl Cluster {
    /// Makes and starts one on a free port of 127.0.0.1.
    ///
    /// The passwords go over the loopback as they are: they are random, and nothing is gained by hashing them 4,096 times,
    /// which takes an unoptimised test longer at each connection than what it asks there.
    pub fn start(purpose: Purpose) -> Result<Self> {
        let programs = packages::postgresql_programs().context("PostgreSQL is not installed")?;
        let folder = tempfile::Builder::new().prefix("hiromeru-postgres-").tempdir()?;
        let user = User::that_may_run_postgres()?;
        user.give(folder.path())?;
        let data = folder.path().join("data");
        call(
            user.command(&programs.join("initdb"))
                .args(["--locale=C.UTF-8", "--encoding=UTF8", "--auth-local=peer", "--auth-host=password"])
                .args(["--no-sync", "--no-instructions", "--pgdata"])
                .arg(&data)
                .stdout(Stdio::null()),
        )?;
        let port = free_port()?;
        let log = fs::File::create(folder.path().join("log"))?;
        let mut server = Process::start(
            user.command(&programs.join("postgres"))
                .arg("-D")
                .arg(&data)
                .arg("-k")
                .arg(folder.path())
                .args(["-h", "127.0.0.1", "-p", &port.to_string()])
                .args(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"])
                .args(["-c", "max_connections=300", "-c", "timezone=UTC", "-c", "log_min_messages=warning"])
                .args(purpose.settings())
                .stdin(Stdio::null())
                .stdout(log.try_clone()?)
                .stderr(log),
            Some(folder.path().to_path_buf()),
        )?;
        let psql = |sql: &str| {
            let mut command = user.command(&programs.join("psql"));
            command
                .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-p", &port.to_string(), "-h"])
                .arg(folder.path())
                .args(["-c", sql]);
            command
        };
        wait_until_it_answers(&mut server, folder.path(), || succeeds(&mut psql("select 1")))?;
        let (owner_password, app_password) = (password()?, password()?);
        for sql in [
            format!(
                "CREATE ROLE hiromeru_owner LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD '{owner_password}'"
            ),
            format!(
                "CREATE ROLE hiromeru_app LOGIN NOCREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD '{app_password}'"
            ),
        ] {
            answer(&mut psql(&sql))?;
        }
        Ok(Self { _server: server, _folder: folder, port, owner_password, app_password })
    }

    /// Tells a test program where the cluster is. The addresses end before the database's name: each test makes its
    /// own database.
    pub fn tell(&self, command: &mut Command) {
        let address =
            |role: &str, password: &str| format!("postgres://{role}:{password}@127.0.0.1:{}/", self.port);
        command
            .env("HIROMERU_TEST_PG_OWNER", address("hiromeru_owner", &self.owner_password))
            .env("HIROMERU_TEST_PG_APP", address("hiromeru_app", &self.app_password));
    }
}

/// PostgreSQL refuses to run as root; then it runs as the user that its package has made.
enum User {
    Ourselves,
    Postgres,
}

impl User {
    fn that_may_run_postgres() -> Result<Self> {
        if !packages::is_root() {
            return Ok(Self::Ourselves);
        }
        if !succeeds(Command::new("id").arg("postgres")) {
            bail!("PostgreSQL does not run as root, and there is no user `postgres` to run it as");
        }
        Ok(Self::Postgres)
    }

    fn give(&self, folder: &Path) -> Result<()> {
        match self {
            Self::Ourselves => Ok(()),
            Self::Postgres => call(Command::new("chown").arg("postgres:").arg(folder)),
        }
    }

    /// The command, in a folder that this user may read, and not in a language of the person's.
    fn command(&self, program: &Path) -> Command {
        let mut command = match self {
            Self::Ourselves => Command::new(program),
            Self::Postgres => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--"]).arg(program);
                command
            }
        };
        command.current_dir(PathBuf::from("/")).env("LC_ALL", "C.UTF-8");
        command
    }
}

fn wait_until_it_answers(server: &mut Process, folder: &Path, answers: impl Fn() -> bool) -> Result<()> {
    let limit = Instant::now() + PATIENCE;
    while !answers() {
        if server.ended()?.is_some() || Instant::now() > limit {
            let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
            bail!("PostgreSQL did not start:\n{log}");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

/// A port that nobody listened on a moment ago.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Others on this machine can reach the port too.
fn password() -> Result<String> {
    let mut bytes = [0; 32];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(stamp::short_hash(&[&bytes]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_role_is_bound_by_row_level_security_and_the_cluster_leaves_nothing_behind() {
        let programs = packages::postgresql_programs().expect("`cargo xtask test` has installed PostgreSQL");
        let cluster = Cluster::start(Purpose::Tests).unwrap();
        let Cluster { _folder: folder, .. } = &cluster;
        let folder = folder.path().to_path_buf();
        let mut psql = Command::new(programs.join("psql"));
        cluster.tell(&mut psql);
        let app = psql
            .get_envs()
            .find_map(|(name, value)| (name == "HIROMERU_TEST_PG_APP").then_some(value?))
            .unwrap()
            .to_owned();
        let flags = answer(
            psql.arg(format!("{}postgres", app.to_string_lossy()))
                .args(["-Atc", "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"]),
        )
        .unwrap();
        assert_eq!(flags.trim(), "f|f");
        drop(cluster);
        assert!(!folder.exists());
    }
}
