//! `guidang receive`: what schools hand in is taken whole, once, and only where it belongs.

mod desk;
mod kills;
mod office;
mod refusals;
mod repository;
mod taking;
