//! The plain facts a page's surroundings are made of; the server fills them in for every request.

use super::DemoBar;
use elements::{FormTokens, TextSize};
use leptos::prelude::LeptosOptions;

/// Everything around a page.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The page, as in its `h1`.
    pub title: String,
    /// The address of the page with its query, to come back to after a setting.
    pub path: String,
    /// Whether a form on it was refused (422).
    pub rejected: bool,
    /// For whom the page is laid out.
    pub surface: Surface,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// Whose data it shows.
    pub tenant: Option<TenantLine>,
    /// Where one can go. Applicants have four places at most.
    pub nav: Vec<NavItem>,
    /// Where one box finds everything of the house; none where there is nothing to find.
    pub search: Option<String>,
    /// The hidden values of every form.
    pub tokens: FormTokens,
    /// Where signing in begins: for everybody, or for staff where there is no public side.
    pub sign_in: String,
    /// Set in the demonstration, where one can become anybody, and mail is shown instead of sent.
    pub demo: Option<DemoBar>,
    /// How large the letters are.
    pub text_size: TextSize,
    /// Where to ask; nowhere only when the database does not say.
    pub help: Option<Help>,
    /// What explains the page.
    pub manual: Option<ManualLink>,
    /// Styles and scripts.
    pub assets: Assets,
}

impl Frame {
    /// The words of the browser's tab: an error first, the page, the product.
    pub(super) fn document_title(&self) -> String {
        let error = if self.rejected { "エラー：" } else { "" };
        let tenant = self.tenant.as_ref().map(|tenant| format!("｜{}", tenant.name)).unwrap_or_default();
        if self.title.is_empty() {
            return format!("{error}ひろめる{tenant}");
        }
        format!("{error}{}｜ひろめる{tenant}", self.title)
    }
}

/// For whom a page is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Surface {
    /// Anybody: wide, calm.
    #[default]
    Public,
    /// An office: one narrow column, large targets.
    Applicant,
    /// Staff of any tenant: dense, navigation at the left.
    Officer,
}

impl Surface {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Public => "surface surface--public",
            Self::Applicant => "surface surface--applicant",
            Self::Officer => "surface surface--officer",
        }
    }
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The name shown.
    pub name: String,
    /// The roles as words: 担当, 決裁者; for an applicant the office or corporation.
    pub roles: Vec<String>,
}

/// Whose data a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantLine {
    /// Its name, such as 大分市.
    pub name: String,
    /// Its word in addresses.
    pub slug: String,
    /// The fiscal year the page speaks of, such as 令和8年度.
    pub year: Option<String>,
}

/// One place in the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// Its name.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Whether one is there.
    pub current: bool,
}

impl NavItem {
    /// A place and its address.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), current: false }
    }
    /// The same, being where one is.
    #[must_use]
    pub fn current(mut self) -> Self {
        self.current = true;
        self
    }
}

/// A way to the manual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManualLink {
    /// Its address.
    pub href: String,
    /// Its words.
    pub words: &'static str,
}

/// Where to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// Who answers.
    pub who: String,
    /// The number.
    pub phone: String,
    /// When.
    pub hours: String,
    /// An address, where there is one.
    pub email: Option<String>,
}

/// What the browser loads.
#[derive(Debug, Clone)]
pub struct Assets {
    /// The addresses of the style sheets, with their hashes.
    pub css: Vec<String>,
    /// Set on pages with islands: the scripts to load.
    pub islands: Option<LeptosOptions>,
}

impl Default for Assets {
    fn default() -> Self {
        Self { css: vec!["/assets/everybody.css".into()], islands: None }
    }
}
