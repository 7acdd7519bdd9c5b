//! A material as a clerk describes it.

use super::{Audience, MaterialField as Field, MaterialKind, MaterialProblem as Problem, reading::Reader};
use crate::form::Typed;
use serde::{Deserialize, Serialize};

/// What a material is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// 種類.
    pub kind: MaterialKind,
    /// 名称.
    pub title: String,
    /// 内容; may be empty.
    pub summary: String,
    /// Who made it; may be empty.
    pub source: String,
    /// 対象.
    pub audience: Audience,
    /// Below so many pieces somebody has to order.
    pub minimum: Option<u32>,
    /// Whether offices and everybody else see it on the public side.
    pub shown: bool,
}

// The longest texts, in characters as people count them; of prose its lines, too.
const TITLE: usize = 80;
const LINE: usize = 80;
const SUMMARY: (usize, usize) = (1_000, 40);

impl Material {
    /// Reads the form; `stock` pieces are there.
    pub fn parse(typed: &Typed, stock: u32) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reader = Reader::new(typed, Field::name);
        let kind = reader.one_of(Field::Kind, MaterialKind::from_code);
        if kind.is_some_and(|kind| !kind.is_counted()) && stock > 0 {
            reader.refuse(Field::Kind, Problem::StockLeft(stock));
        }
        let title = reader.needed_line(Field::Title, TITLE);
        let summary = reader.block(Field::Summary, SUMMARY);
        let source = reader.line(Field::Source, LINE);
        let audience = reader.one_of(Field::Audience, Audience::from_code);
        let minimum = if reader.is_blank(Field::Minimum) { None } else { reader.pieces(Field::Minimum, 1) };
        let minimum = minimum.filter(|_| kind.is_some_and(MaterialKind::is_counted));
        let shown = !reader.is_blank(Field::Shown);
        if shown && audience.is_some_and(|audience| !audience.reaches_offices()) {
            reader.refuse(Field::Shown, Problem::NotForOffices);
        }
        let read = kind.zip(audience).map(|(kind, audience)| Self {
            kind,
            title,
            summary,
            source,
            audience,
            minimum,
            shown,
        });
        reader.done(read)
    }

    /// Whether it may be what it says while so many pieces are on their way: no parcel is counted for a link.
    pub fn expects(&self, on_the_way: u32) -> Result<(), Vec<(Field, Problem)>> {
        if on_the_way == 0 || self.kind.is_counted() {
            return Ok(());
        }
        Err(vec![(Field::Kind, Problem::OnTheWay(on_the_way))])
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        let Self { kind, title, summary, source, audience, minimum, shown } = self;
        let typed = Typed::default()
            .with(Field::Kind.name(), kind.code())
            .with(Field::Title.name(), title)
            .with(Field::Summary.name(), summary)
            .with(Field::Source.name(), source)
            .with(Field::Audience.name(), audience.code())
            .with(Field::Minimum.name(), minimum.map(|least| least.to_string()).unwrap_or_default());
        if *shown { typed.with(Field::Shown.name(), "yes") } else { typed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaflet() -> Material {
        Material {
            kind: MaterialKind::Leaflet,
            title: "ケアプランデータ連携システム リーフレット".into(),
            summary: "概要と導入の流れ".into(),
            source: "国民健康保険中央会".into(),
            audience: Audience::Everybody,
            minimum: Some(100),
            shown: true,
        }
    }

    #[test]
    fn a_material_reads_back_as_it_was_typed() {
        assert_eq!(Material::parse(&leaflet().fill(), 0), Ok(leaflet()));
        let units = Typed::default()
            .with("kind", "poster")
            .with("title", " ポスター\u{202E} ")
            .with("audience", "offices")
            .with("minimum", "１，０００枚");
        let read = Material::parse(&units, 0).unwrap();
        assert_eq!((read.title.as_str(), read.minimum, read.shown), ("ポスター", Some(1_000), false));
    }

    #[test]
    fn what_is_for_municipalities_is_not_shown_to_offices() {
        let slides = Material { audience: Audience::Municipalities, kind: MaterialKind::Slides, ..leaflet() };
        assert_eq!(Material::parse(&slides.fill(), 0), Err(vec![(Field::Shown, Problem::NotForOffices)]));
        let hidden = Material { shown: false, minimum: None, ..slides };
        assert_eq!(Material::parse(&hidden.fill(), 0), Ok(hidden));
    }

    #[test]
    fn what_lies_on_the_shelf_does_not_become_a_link() {
        let video = Material { kind: MaterialKind::Video, ..leaflet() };
        assert_eq!(Material::parse(&video.fill(), 3), Err(vec![(Field::Kind, Problem::StockLeft(3))]));
        assert_eq!(Material::parse(&video.fill(), 0).unwrap().minimum, None, "a link has no pieces");
        assert_eq!(video.expects(200), Err(vec![(Field::Kind, Problem::OnTheWay(200))]));
        assert_eq!((video.expects(0), leaflet().expects(200)), (Ok(()), Ok(())));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let typed = Typed::default().with("minimum", "0").with("summary", "長".repeat(1_001));
        let fields: Vec<_> =
            Material::parse(&typed, 0).unwrap_err().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [Field::Kind, Field::Title, Field::Summary, Field::Audience, Field::Minimum]);
    }
}
