mod accidents;
mod closing;
mod records;
