mod accidents;
mod closing;
