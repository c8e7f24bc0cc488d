//! Circles of a graph: its strongly connected components with more than one node (Tarjan's algorithm).

use std::collections::{BTreeMap, BTreeSet};

/// The circles of a graph, the largest first; within one the nodes are sorted.
pub fn circles<N: Ord + Clone>(edges: &BTreeMap<N, BTreeSet<N>>) -> Vec<Vec<N>> {
    let mut search =
        Search { edges, visited: BTreeMap::new(), stack: Vec::new(), circles: Vec::new() };
    for node in edges.keys() {
        if !search.visited.contains_key(node) {
            search.visit(node);
        }
    }
    let mut circles = search.circles;
    circles.sort_by_key(|nodes| std::cmp::Reverse(nodes.len()));
    circles
}

struct Search<'e, N> {
    edges: &'e BTreeMap<N, BTreeSet<N>>,
    /// The number of each node in the order of visits, and the lowest number that it reaches.
    visited: BTreeMap<N, (usize, usize)>,
    stack: Vec<N>,
    circles: Vec<Vec<N>>,
}

impl<N: Ord + Clone> Search<'_, N> {
    fn visit(&mut self, node: &N) -> usize {
        let number = self.visited.len();
        self.visited.insert(node.clone(), (number, number));
        self.stack.push(node.clone());
        let mut lowest = number;
        for next in self.edges.get(node).into_iter().flatten() {
            match self.visited.get(next) {
                None => lowest = lowest.min(self.visit(next)),
                Some(&(of_next, _)) if self.stack.contains(next) => lowest = lowest.min(of_next),
                Some(_) => {}
            }
        }
        self.visited.insert(node.clone(), (number, lowest));
        if lowest == number {
            let from = self.stack.iter().rposition(|open| open == node).unwrap();
            let mut nodes = self.stack.split_off(from);
            nodes.sort();
            if 1 < nodes.len() {
                self.circles.push(nodes);
            }
        }
        lowest
    }
}

#[test]
fn circles_are_found_and_chains_are_none() {
    let edges = [("a", vec!["b"]), ("b", vec!["c"]), ("c", vec!["b", "d"]), ("d", vec![])];
    let edges = edges.map(|(from, to)| (from, to.into_iter().collect())).into();
    assert_eq!(circles(&edges), [["b", "c"]]);
}
