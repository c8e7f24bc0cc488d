//! Labels that want the same place, moved apart as little as possible.

/// A run of labels that touch each other: its start, its length and where its members wish it to start.
struct Run {
    start: f64,
    length: f64,
    wishes: f64,
    members: Vec<usize>,
}

/// New middles for labels of `sizes` that wish for `middles` within `low..high`: in the same order,
/// `gap` apart, as near to their wishes as that allows. What has no room at all starts at `low`.
pub(super) fn spread(
    middles: &[f64],
    sizes: &[f64],
    (low, high): (f64, f64),
    gap: f64,
) -> Vec<f64> {
    let mut order: Vec<usize> = (0..middles.len().min(sizes.len())).collect();
    order.sort_by(|&a, &b| middles[a].total_cmp(&middles[b]));

    let placed = |run: &Run| {
        let wish = run.wishes / run.members.len() as f64;
        wish.min(high - run.length).max(low)
    };
    let mut runs: Vec<Run> = Vec::new();
    for index in order {
        let wishes = middles[index] - sizes[index] / 2.0;
        let mut run = Run { start: 0.0, length: sizes[index], wishes, members: vec![index] };
        run.start = placed(&run);
        while let Some(before) = runs.pop_if(|it| run.start < it.start + it.length + gap) {
            let offset = before.length + gap;
            let wishes = before.wishes + run.wishes - offset * run.members.len() as f64;
            let members = [before.members, run.members].concat();
            run = Run { start: 0.0, length: offset + run.length, wishes, members };
            run.start = placed(&run);
        }
        runs.push(run);
    }

    let mut moved = vec![low; middles.len()];
    for run in runs {
        let mut at = run.start;
        for index in run.members {
            moved[index] = at + sizes[index] / 2.0;
            at += sizes[index] + gap;
        }
    }
    moved
}
