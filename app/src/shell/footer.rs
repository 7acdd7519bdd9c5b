//! The foot of a page: where to ask, how large the letters are, what we promise.

use super::{Frame, Help, ManualLink};
use crate::paths;
use elements::{HiddenField, PostForm, TextSize};
use leptos::prelude::*;

/// The same on every page, at the same place.
#[component]
pub(super) fn Footer(frame: Frame) -> impl IntoView {
    let Frame { help, manual, text_size, path, .. } = frame;
    let manual = manual.map(|ManualLink { href, words }| view! { <li><a href=href>{words}</a></li> });
    view! {
        <footer class="footer">
            <div class="footer__inner">
                {help.map(|help| view! { <HelpBlock help/> })}
                <div class="footer__side">
                    <TextSizes size=text_size path/>
                    <ul class="footer__links">
                        {manual}
                        <li><a href=paths::accessibility()>"アクセシビリティ方針"</a></li>
                    </ul>
                </div>
            </div>
        </footer>
    }
}

#[component]
fn HelpBlock(help: Help) -> impl IntoView {
    let Help { who, phone, hours, email } = help;
    let email = email.map(|email| {
        let href = format!("mailto:{email}");
        view! { <p class="help__line">"メール　"<a href=href>{email}</a></p> }
    });
    let tel = format!("tel:{}", phone.replace('-', ""));
    view! {
        <section class="help" aria-labelledby="help-title">
            <h2 class="help__title" id="help-title">"お困りのときは"</h2>
            <p class="help__who">{who}</p>
            <p class="help__phone"><span class="help__word">"電話　"</span><a href=tel>{phone}</a></p>
            <p class="help__line">{hours}</p>
            {email}
        </section>
    }
}

#[component]
fn TextSizes(size: TextSize, path: String) -> impl IntoView {
    let buttons = TextSize::ALL
        .into_iter()
        .map(|one| {
            let pressed = if one == size { "true" } else { "false" };
            view! {
                <button type="submit" class="text-sizes__button" name="size" value=one.code() aria-pressed=pressed>
                    {one.label()}
                </button>
            }
        })
        .collect_view();
    view! {
        <PostForm action=paths::text_size() class="text-sizes">
            <HiddenField name="next" value=path/>
            <fieldset class="text-sizes__group"><legend class="text-sizes__legend">"文字の大きさ"</legend>{buttons}</fieldset>
        </PostForm>
    }
}
