//! Turns attached PDFs and photographs into plain pictures; runs in the child process.
