//! Page after page.

use leptos::prelude::*;

/// Links to the pages of a long list, with where one is in words. Nothing when there is one page.
#[component]
pub fn Pagination<F>(
    /// The page shown, from 1.
    page: u64,
    /// Rows on a page.
    per_page: u64,
    /// Rows in all.
    total: u64,
    /// The address of a page.
    href: F,
) -> impl IntoView
where
    F: Fn(u64) -> String,
{
    let last = total.div_ceil(per_page.max(1)).max(1);
    let page = page.clamp(1, last);
    (last > 1).then(|| {
        let first_row = (page - 1) * per_page + 1;
        let last_row = (page * per_page).min(total);
        let step = |to: u64, words: &'static str, rel: &'static str| {
            view! { <li><a class="pagination__step" href=href(to) rel=rel>{words}</a></li> }
        };
        let before = (page > 1).then(|| step(page - 1, "前のページ", "prev"));
        let after = (page < last).then(|| step(page + 1, "次のページ", "next"));
        let mut previous = 0;
        let numbers = shown(page, last)
            .into_iter()
            .map(|number| {
                let gap = (number > previous + 1)
                    .then(|| view! { <li class="pagination__gap" aria-hidden="true">"…"</li> });
                previous = number;
                let current = (number == page).then_some("page");
                view! {
                    {gap}
                    <li>
                        <a class="pagination__page" href=href(number) aria-current=current>
                            <span class="hidden">"ページ"</span>{number.to_string()}
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <nav class="pagination" aria-label="ページ送り">
                <p class="pagination__where">{format!("全{total}件のうち{first_row}〜{last_row}件目")}</p>
                <ul class="pagination__list">{before}{numbers}{after}</ul>
            </nav>
        }
    })
}

/// The first, the last, and the neighbours of where one is.
fn shown(page: u64, last: u64) -> Vec<u64> {
    (1..=last).filter(|&number| number == 1 || number == last || number.abs_diff(page) <= 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    fn pages(page: u64, total: u64) -> String {
        html(|| view! { <Pagination page per_page=50 total href=|page| format!("?page={page}")/> })
    }

    #[test]
    fn one_page_needs_no_links() {
        assert!(!pages(1, 50).contains("<nav"));
    }

    #[test]
    fn the_middle_of_a_long_list_shows_its_ends_and_its_neighbours() {
        let html = pages(5, 480);
        assert!(html.contains("全480件のうち201〜250件目"), "{html}");
        assert_eq!(html.matches(r#"class="pagination__page""#).count(), 5, "1 … 4 5 6 … 10: {html}");
        assert_eq!(html.matches("pagination__gap").count(), 2);
        assert!(html.contains(r#"href="?page=5" aria-current="page""#), "{html}");
    }

    #[test]
    fn a_page_beyond_the_end_is_the_last_one() {
        let html = pages(99, 60);
        assert!(html.contains("全60件のうち51〜60件目") && !html.contains("次のページ"), "{html}");
    }
}
