//! Tables of what bags say.
