//! What to read while the first build takes its minutes.

/// What a person will be able to try, shown before the first build.
pub const TOUR: &str = "\
Hiromeru (ひろめる, \"to spread the word\"): how a municipality brings its care offices to the
ケアプランデータ連携システム, from the office list to the decision notice.

While it builds (some minutes the first time, seconds afterwards), this is what you can try:

  1. As 担当 (an officer of the city): import the office list. Drop in a spreadsheet, see what each
     column was taken for, and what is wrong with which row, before anything is changed.
  2. As 担当: open the subsidy programme (補助事業), look at its rules and how an amount is worked
     out, and publish it.
  3. As a care office (事業所): apply. One question a page, works on a phone and without JavaScript;
     leave in the middle and come back, everything is still there.
  4. As 担当: review the application beside its documents, ask for a correction, draft the decision.
  5. As 決裁者 (the approver): approve it. Nobody approves their own draft.
  6. As the office again: fetch the 交付決定通知書 as a PDF.

You become each of these people with one click on the page /demo. Nothing leaves your machine: mail is
shown at /outbox, and everything is kept in ./data (delete the folder to start again).
";
