//! Every query and every row; knows no HTTP.
