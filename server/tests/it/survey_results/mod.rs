//! What a survey said: results, cross tables, texts, who is silent; its paper, and papers typed in.

mod entry;
mod pages;
mod paper;
mod steps;
mod texts;
