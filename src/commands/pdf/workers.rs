//! Prints many documents at once, each in a thread of its own.
//!
//! Typst spreads the pages of a document over a pool of threads. Were the documents spread over the same pool, a thread
//! that waits for its pages would begin another document on top of its own, and another upon that, until its stack is
//! full. So each document has a pool of one thread, with room for deep layouts.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::Error;

/// Room for the layout of one document. A system gives only what is used of it.
const STACK: usize = 64 << 20;

/// Does the work for each item and adds up the results; the first error ends it.
pub(super) fn sum<T: Sync>(
    all: &[T],
    work: impl Fn(&T) -> Result<usize, Error> + Sync,
) -> Result<usize, Error> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut sum = 0;
        while let Some(item) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            sum += work(item).inspect_err(|_| next.store(all.len(), Ordering::Relaxed))?;
        }
        Ok(sum)
    };
    let threads = rayon::current_num_threads().clamp(1, all.len().max(1));
    let pools: Vec<ThreadPool> = (0..threads).map(|_| pool(1)).collect::<Result<_, Error>>()?;
    std::thread::scope(|scope| {
        let worker = &worker;
        let run: Vec<_> =
            pools.iter().map(|pool| scope.spawn(move || pool.install(worker))).collect();
        run.into_iter().map(|thread| thread.join().expect("work does not panic")).sum()
    })
}

/// Does the work for one large document, with every thread there is.
pub(super) fn one<R: Send>(work: impl FnOnce() -> Result<R, Error> + Send) -> Result<R, Error> {
    pool(rayon::current_num_threads())?.install(work)
}

fn pool(threads: usize) -> Result<ThreadPool, Error> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build();
    pool.map_err(|error| {
        Error::custom(
            format!("系统不让再开线程（{error}）。请关掉别的程序再试，或设RAYON_NUM_THREADS=1。"),
            format!("the system gives no more threads ({error}). Close other programs, or set RAYON_NUM_THREADS=1."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_done_once() {
        let all: Vec<usize> = (0..100).collect();
        assert_eq!(sum(&all, |item| Ok(*item)).ok(), Some(4950));
        assert_eq!(sum(&[0; 0], |item| Ok(*item)).ok(), Some(0));
    }

    #[test]
    fn an_error_ends_the_work() {
        let fail = |item: &usize| match item {
            7 => Err(Error::custom("满", "full")),
            _ => Ok(1),
        };
        assert!(sum(&(0..100).collect::<Vec<usize>>(), fail).is_err());
    }
}
