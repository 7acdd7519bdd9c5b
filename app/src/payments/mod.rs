//! 支払: the account somebody is paid to (S11), the list of banks, the sender, and runs of payments (S16).

mod account;
mod account_form;
mod branches;
mod home;
mod of_award;
mod results;
mod run;
mod runs;
mod sender;

pub use account::{AccountHistory, AccountPage, AccountView, RecipientPage, WholeAccount, WholeAccountPage};
pub use account_form::{
    AccountCheckPage, AccountCheckView, AccountForm, AccountFormPage, AccountFormView, SavedAccount,
};
pub use branches::{BranchesPage, BranchesView};
pub use home::{MyAccount, MyAccountsAtHome};
pub use of_award::{NextPayment, Paying, PaymentsOfAward, TransferLine};
pub use results::{ResultLine, ResultsPage, ResultsView, ReturnPage};
pub use run::{PaymentLine, ReleasePage, RunHead, RunPage, RunView, result_words};
pub use runs::{NewRunPage, NewRunView, PayableLine, RunLine, RunsPage};
pub use sender::SenderPage;
