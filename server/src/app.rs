//! What every handler has at hand.

use crate::{
    clock::Clock, config::Config, imports::Recent, keys::Keyring, mail::Outgoing,
    operations::metrics::Metrics, storage::Storage, web::assets::Bundle,
};
use documents::{FontError, Fonts};
use std::sync::{Arc, Mutex, PoisonError, atomic::AtomicBool};
use store::Store;
use tokio::sync::{Notify, Semaphore};

/// The program's parts, cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The rows.
    pub store: Store,
    /// The time and new ids.
    pub clock: Clock,
    /// The secrets.
    pub keys: Arc<Keyring>,
    /// The configuration.
    pub config: Arc<Config>,
    /// The bytes of files.
    pub storage: Storage,
    /// What documents are set in.
    pub fonts: Arc<Fonts>,
    /// The way mails leave.
    pub mail: Arc<Outgoing>,
    /// Styles and scripts.
    pub bundle: Arc<Bundle>,
    /// Wakes the worker of this process when a job was enqueued.
    pub wake: Arc<Notify>,
    /// How many passwords are hashed at once, so that a flood of sign-ins leaves the machine to others.
    pub hashing: Arc<Semaphore>,
    /// The path of this program, which the child processes run.
    pub program: Arc<std::path::PathBuf>,
    /// What monitoring asks for.
    pub metrics: Arc<Metrics>,
    /// Whether this server was told to stop and still takes requests.
    pub draining: Arc<AtomicBool>,
    /// The import that was read last.
    pub recent_import: Arc<Recent>,
}

impl App {
    /// Puts the parts together.
    pub fn new(
        store: Store,
        clock: Clock,
        keys: Keyring,
        config: Config,
        program: std::path::PathBuf,
    ) -> std::io::Result<Self> {
        let storage = Storage::open(&config.files())?;
        // A machine without a Japanese font makes no notice: better told at the start than at the first decision.
        let fonts = match &config.fonts {
            Some(folder) => Fonts::load(&[folder]).map(Arc::new),
            None => fonts_of_the_system(),
        }
        .map_err(std::io::Error::other)?;
        let mail = Outgoing::open(&config).map_err(std::io::Error::other)?;
        let metrics = Metrics::since(clock.now());
        Ok(Self {
            store,
            clock,
            keys: Arc::new(keys),
            config: Arc::new(config),
            storage,
            fonts,
            mail: Arc::new(mail),
            bundle: Arc::new(Bundle::load()),
            wake: Arc::new(Notify::new()),
            hashing: Arc::new(Semaphore::new(2)),
            program: Arc::new(program),
            metrics: Arc::new(metrics),
            draining: Arc::default(),
            recent_import: Arc::default(),
        })
    }

    /// The whole address of one of our pages, as mails, notices and calendars write it.
    pub fn address_of(&self, path: &str) -> String {
        format!("{}{path}", self.config.public_url)
    }

    /// The same of a page for offices and the public; none where nobody outside reaches the program.
    pub fn public_address_of(&self, path: &str) -> Option<String> {
        self.config.public_side.then(|| self.address_of(path))
    }
}

/// The fonts of the system, which are searched for once in a process: tests put hundreds of programs together, and each
/// would read every font of the machine again.
fn fonts_of_the_system() -> Result<Arc<Fonts>, FontError> {
    static FOUND: Mutex<Option<Arc<Fonts>>> = Mutex::new(None);
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(fonts) = &*found {
        return Ok(fonts.clone());
    }
    let fonts = Arc::new(Fonts::system()?);
    *found = Some(fonts.clone());
    Ok(fonts)
}
