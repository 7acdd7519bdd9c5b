//! アンケート: the builder and who is asked, for officers; answering, for everybody.

mod answering;
mod blocks;
mod cross;
mod entry;
mod fields;
mod invitations;
mod list;
mod paper;
mod question;
mod results;
mod show;
mod silent;
#[cfg(test)]
mod tests;
mod texts;

pub use answering::{
    AnswerCheck, AnswerCheckPage, AnswerDonePage, AnswerLine, AnswerQuestion, AnswerQuestionPage,
    AnswerStart, AnswerStartPage, AnsweringView, Begun, SurveyCodePage,
};
pub use blocks::{BlocksPage, BlocksView, PreviewPage};
pub use cross::{CrossView, SurveyCrossPage, SurveyCrossView};
pub use entry::{Before, EntryForm, EntryStep, PaperOf, SurveyEntryPage, SurveyEntryView, WAYS, Whose};
pub use fields::QuestionControl;
pub use invitations::{
    AskedLine, AskingView, OfficeToAsk, SegmentChoice, SurveyInvitationsPage, SurveyReminderPage,
};
pub use list::{AfterSessionPage, BLANK, COPY, NewSurveyPage, READY, SurveyLine, SurveysPage, reach_words};
pub use paper::{Papers, SurveyPaperPage, SurveyPaperView};
pub use question::{QuestionPage, QuestionView};
pub(crate) use question::{condition_field, kind_fields};
pub use results::{ResultBlock, SurveyResultsPage, SurveyResultsView};
pub use show::{
    PublicationPage, PublicationView, SurveyEndingPage, SurveyPage, SurveySettingsPage, SurveyView,
};
pub use silent::{SilentLine, SurveySilentPage, SurveySilentView};
pub use texts::{SurveyTextsPage, SurveyTextsView, TextLine, UNTAGGED, tags_field, was_field};
