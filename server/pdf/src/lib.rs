//! Typst and nothing else: a source text and fonts in, a PDF out.
