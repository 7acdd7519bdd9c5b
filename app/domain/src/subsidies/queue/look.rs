//! How the queue looks: which columns, how close the rows stand.

use crate::form::Typed;

/// A column that can be left out. The receipt number is always there: it is what a row opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QueueColumn {
    /// 事業所.
    Office,
    /// 状態.
    Stage,
    /// 期限まで.
    Left,
    /// 経過.
    Used,
    /// 担当.
    Assignee,
    /// 受付日.
    Received,
    /// 申請額.
    Amount,
    /// 最終更新.
    Updated,
    /// 補助事業.
    Programme,
    /// 目印.
    Flags,
    /// 日常生活圏域.
    Area,
    /// サービス.
    Services,
    /// 不備数: criteria that do not fit.
    Faults,
}

impl QueueColumn {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 13] = [
        Self::Office,
        Self::Stage,
        Self::Left,
        Self::Used,
        Self::Assignee,
        Self::Received,
        Self::Amount,
        Self::Updated,
        Self::Programme,
        Self::Flags,
        Self::Area,
        Self::Services,
        Self::Faults,
    ];

    /// As it stands in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Stage => "stage",
            Self::Left => "left",
            Self::Used => "used",
            Self::Assignee => "assignee",
            Self::Received => "received",
            Self::Amount => "amount",
            Self::Updated => "updated",
            Self::Programme => "programme",
            Self::Flags => "flags",
            Self::Area => "area",
            Self::Services => "services",
            Self::Faults => "faults",
        }
    }

    /// Whether it is shown where nobody chose.
    const fn is_usual(self) -> bool {
        match self {
            Self::Office
            | Self::Stage
            | Self::Left
            | Self::Used
            | Self::Assignee
            | Self::Received
            | Self::Amount
            | Self::Updated
            | Self::Programme => true,
            Self::Flags | Self::Area | Self::Services | Self::Faults => false,
        }
    }
}

/// How close rows stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RowHeight {
    /// 標準.
    #[default]
    Usual,
    /// 詰める.
    Tight,
    /// 広げる.
    Wide,
}

impl RowHeight {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Usual, Self::Tight, Self::Wide];

    /// As it stands in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Tight => "tight",
            Self::Wide => "wide",
        }
    }
}

/// How the queue looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Which columns, in the order of the table.
    pub columns: Vec<QueueColumn>,
    /// How close the rows stand.
    pub height: RowHeight,
}

impl Default for Look {
    fn default() -> Self {
        let columns = QueueColumn::ALL.into_iter().filter(|column| column.is_usual()).collect();
        Self { columns, height: RowHeight::default() }
    }
}

impl Look {
    /// Reads an address: `cols=office.stage` from a link, `col=office&col=stage` from the form of columns.
    pub(super) fn parse(query: &Typed) -> Self {
        let named: Vec<&str> = query.get("cols").split('.').chain(query.all("col")).collect();
        let columns: Vec<_> =
            QueueColumn::ALL.into_iter().filter(|column| named.contains(&column.code())).collect();
        let height = RowHeight::ALL.into_iter().find(|one| one.code() == query.get("rows"));
        let usual = Self::default();
        Self {
            columns: if columns.is_empty() { usual.columns } else { columns },
            height: height.unwrap_or_default(),
        }
    }

    /// The pairs of the address; what is as usual is left out.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let (usual, mut pairs) = (Self::default(), Vec::new());
        if self.columns != usual.columns {
            let codes: Vec<_> = self.columns.iter().map(|column| column.code()).collect();
            pairs.push(("cols", codes.join(".")));
        }
        if self.height != usual.height {
            pairs.push(("rows", self.height.code().to_owned()));
        }
        pairs
    }

    /// Whether a column is shown.
    pub fn shows(&self, column: QueueColumn) -> bool {
        self.columns.contains(&column)
    }
}
