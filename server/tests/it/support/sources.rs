//! The program's own source, for what is to hold of every place in it.

use std::{fs, path::Path};

/// Shows every file of a folder, by its path, with its text.
pub fn each(folder: &Path, see: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each(&path, see);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            see(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}
