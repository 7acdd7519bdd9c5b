//! Finds Japanese fonts in folders; without one no document can be made, so that is an error at start.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};
use typst::{
    foundations::Bytes,
    text::{Font, FontBook, FontInfo},
    utils::LazyHash,
};

/// A font counts as Japanese when it has all of these.
const PROBE: &str = "交付決定通知書令和あがパアー一円。（）〒0A";
/// Families for documents, best first; other Japanese fonts follow and serve rare characters.
const PREFERRED: [&str; 6] =
    ["BIZ UDGothic", "BIZ UDPGothic", "IPAexGothic", "Noto Sans CJK JP", "Noto Sans JP", "IPAGothic"];
/// Folders deeper than this are not searched.
const DEPTH: usize = 6;

/// Why documents cannot be made on this machine.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// A folder of the configuration is not there or cannot be read.
    #[error("font folder {} cannot be read: {source}", folder.display())]
    Unreadable {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No font in the folders can print Japanese.
    #[error(
        "no Japanese font in {}; install the package fonts-ipaexfont-gothic or \
         fonts-morisawa-bizud-gothic, or name a folder that holds BIZ UDGothic or IPAexGothic",
        list(searched)
    )]
    NoJapaneseFont {
        /// The folders that were searched.
        searched: Vec<PathBuf>,
    },
}

fn list(folders: &[PathBuf]) -> String {
    folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// The Japanese fonts of this machine; their data is read when first needed and then kept.
#[derive(Debug)]
pub struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) families: Vec<String>,
    faces: Vec<Face>,
}

#[derive(Debug)]
struct Face {
    path: PathBuf,
    index: u32,
    info: FontInfo,
    font: OnceLock<Option<Font>>,
}

impl Fonts {
    /// Where the fonts of Debian and of most other systems are.
    pub const SYSTEM_FOLDERS: [&str; 3] =
        ["/usr/share/fonts/opentype/ipaexfont-gothic", "/usr/local/share/fonts", "/usr/share/fonts"];

    /// Searches the folders of the system; those that are not there are skipped.
    ///
    /// # Errors
    /// When none of them holds a Japanese font.
    pub fn system() -> Result<Self, FontError> {
        let there: Vec<_> =
            Self::SYSTEM_FOLDERS.iter().map(PathBuf::from).filter(|folder| folder.is_dir()).collect();
        if there.is_empty() {
            return Err(FontError::NoJapaneseFont {
                searched: Self::SYSTEM_FOLDERS.map(PathBuf::from).into(),
            });
        }
        Self::load(&there)
    }

    /// Searches these folders, and the folders in them, for Japanese fonts.
    ///
    /// # Errors
    /// When a folder cannot be read, or none holds a Japanese font.
    pub fn load<P: AsRef<Path>>(folders: &[P]) -> Result<Self, FontError> {
        let mut files = Vec::new();
        for folder in folders {
            font_files(folder.as_ref(), DEPTH, &mut files)
                .map_err(|source| FontError::Unreadable { folder: folder.as_ref().to_owned(), source })?;
        }
        files.sort();
        files.dedup();
        let mut faces: Vec<Face> = files.iter().flat_map(|path| japanese_faces(path)).collect();
        if faces.is_empty() {
            let searched = folders.iter().map(|folder| folder.as_ref().to_owned()).collect();
            return Err(FontError::NoJapaneseFont { searched });
        }
        faces.sort_by_key(|face| (rank(&face.info.family), face.path.clone(), face.index));
        let mut families: Vec<String> = faces.iter().map(|face| face.info.family.clone()).collect();
        families.dedup();
        let book = LazyHash::new(FontBook::from_infos(faces.iter().map(|face| face.info.clone())));
        Ok(Self { book, families, faces })
    }

    /// The family that documents are set in.
    pub fn family(&self) -> &str {
        &self.families[0]
    }

    /// Whether any of the fonts has a glyph for the character.
    pub fn cover(&self, c: char) -> bool {
        self.faces.iter().any(|face| face.info.coverage.contains(c.into()))
    }

    /// The file of the font that documents are set in, for drawing others' documents with it.
    pub fn file(&self) -> &Path {
        &self.faces[0].path
    }

    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        let face = self.faces.get(index)?;
        let read = || Font::new(Bytes::new(fs::read(&face.path).ok()?), face.index);
        face.font.get_or_init(read).clone()
    }
}

fn rank(family: &str) -> usize {
    PREFERRED.iter().position(|preferred| *preferred == family).unwrap_or(PREFERRED.len())
}

/// Symbolic links are followed to the file they name, so that a font met twice counts once.
fn font_files(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let Ok(path) = entry?.path().canonicalize() else { continue };
        if path.is_dir() {
            if depth > 0 {
                // A folder below that is closed to us does not hide the fonts beside it.
                font_files(&path, depth - 1, files).ok();
            }
        } else if path.extension().and_then(|ext| ext.to_str()).is_some_and(|ext| {
            ["ttf", "otf", "ttc", "otc"].iter().any(|known| ext.eq_ignore_ascii_case(known))
        }) {
            files.push(path);
        }
    }
    Ok(())
}

fn japanese_faces(path: &Path) -> Vec<Face> {
    let Ok(data) = fs::read(path) else { return Vec::new() };
    let infos = FontInfo::iter(&data).collect::<Vec<_>>();
    (0..)
        .zip(infos)
        .filter(|(_, info)| PROBE.chars().all(|c| info.coverage.contains(c.into())))
        .map(|(index, info)| Face { path: path.to_owned(), index, info, font: OnceLock::new() })
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn fonts() -> Fonts {
        Fonts::system().expect("a Japanese font is installed: fonts-ipaexfont-gothic")
    }

    #[test]
    fn a_machine_without_a_japanese_font_says_what_to_install() {
        let empty = tempfile::tempdir().unwrap();
        let error = Fonts::load(&[empty.path()]).unwrap_err();
        assert!(matches!(&error, FontError::NoJapaneseFont { searched } if searched == &[empty.path()]));
        assert!(error.to_string().contains("fonts-ipaexfont-gothic"), "{error}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = Fonts::load(&["/nowhere/fonts"]).unwrap_err();
        assert!(error.to_string().contains("/nowhere/fonts"), "{error}");
    }

    #[test]
    fn a_file_that_only_claims_to_be_a_font_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("fake.ttf"), b"not a font").unwrap();
        assert!(matches!(Fonts::load(&[folder.path()]), Err(FontError::NoJapaneseFont { .. })));
    }

    #[test]
    fn a_font_met_twice_counts_once() {
        let once = fonts();
        let file = once.file();
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(file, folder.path().join("again.ttf")).unwrap();
        let twice = Fonts::load(&[folder.path(), file.parent().unwrap()]).unwrap();
        assert_eq!(twice.faces.iter().filter(|face| face.path == file).count(), 1);
        assert_eq!(twice.family(), once.family());
    }
}
