//! Many documents at once, each thread with its own.
//!
//! Typst spreads the pages of a document over a pool of threads. Were the documents spread over the same pool, a thread
//! that waits for its pages would begin another document on top of its own, and another upon that, until its stack is
//! full. So each document has a pool of one thread, with room for deep layouts.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::Error;

/// Room for the layout of one document. A system gives only what is used of it.
const STACK: usize = 64 << 20;

/// Does the work for each of them, and adds up what it says; the first fault ends it.
pub(super) fn sum<T: Sync>(
    all: &[T],
    work: impl Fn(&T) -> Result<usize, Error> + Sync,
) -> Result<usize, Error> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut sum = 0;
        while let Some(it) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            sum += work(it).inspect_err(|_| next.store(all.len(), Ordering::Relaxed))?;
        }
        Ok(sum)
    };
    let threads = rayon::current_num_threads().clamp(1, all.len().max(1));
    let pools: Vec<ThreadPool> = (0..threads).map(|_| pool(1)).collect::<Result<_, Error>>()?;
    std::thread::scope(|scope| {
        let worker = &worker;
        let run: Vec<_> = pools.iter().map(|it| scope.spawn(move || it.install(worker))).collect();
        run.into_iter().map(|it| it.join().expect("work does not panic")).sum()
    })
}

/// Does the work for one large document, with every thread there is.
pub(super) fn one<R: Send>(work: impl FnOnce() -> Result<R, Error> + Send) -> Result<R, Error> {
    pool(rayon::current_num_threads())?.install(work)
}

fn pool(threads: usize) -> Result<ThreadPool, Error> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build();
    pool.map_err(|it| {
        Error::custom(
            format!("系统不让再开线程（{it}）。请关掉别的程序再试，或设RAYON_NUM_THREADS=1。"),
            format!("the system gives no more threads ({it}). Close other programs, or set RAYON_NUM_THREADS=1."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_one_is_done_once() {
        let all: Vec<usize> = (0..100).collect();
        assert_eq!(sum(&all, |it| Ok(*it)).ok(), Some(4950));
        assert_eq!(sum(&[0; 0], |it| Ok(*it)).ok(), Some(0));
    }

    #[test]
    fn a_fault_ends_it() {
        let fault = |it: &usize| match it {
            7 => Err(Error::custom("满", "full")),
            _ => Ok(1),
        };
        assert!(sum(&(0..100).collect::<Vec<usize>>(), fault).is_err());
    }
}
