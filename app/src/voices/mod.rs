//! 事業所の声: officers keep them, offices that think about the system read them.

mod card;
mod form;
mod list;
mod readers;
mod show;

pub use card::{VoiceCard, VoiceCards, VoicesBeside};
pub use form::{VoiceFormPage, VoiceFormView, VoiceUse};
pub use list::{VoiceLine, VoicesPage, VoicesView};
pub use readers::{MyVoicePage, MyVoicesPage};
pub use show::{VoicePage, VoiceView};

#[cfg(test)]
mod tests;
