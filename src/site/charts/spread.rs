//! Moves labels that compete for the same place apart, as little as possible.

/// A run of adjacent labels.
struct LabelRun {
    start: f64,
    length: f64,
    /// The sum of the starts of the run that its members prefer.
    preferred_sum: f64,
    members: Vec<usize>,
}

impl LabelRun {
    /// Places a run within `low..high`, as near to the average preference of its members as possible.
    fn new(
        members: Vec<usize>,
        length: f64,
        preferred_sum: f64,
        (low, high): (f64, f64),
    ) -> LabelRun {
        let preferred = preferred_sum / members.len() as f64;
        let start = preferred.min(high - length).max(low);
        LabelRun { start, length, preferred_sum, members }
    }
}

/// New middles for labels of `sizes` with the preferred `middles`, within `bounds`: in the same order, `gap` apart, and
/// as near to their preference as that allows. Labels that do not fit start at the lower bound.
pub(super) fn spread(middles: &[f64], sizes: &[f64], bounds: (f64, f64), gap: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..middles.len().min(sizes.len())).collect();
    order.sort_by(|&one, &other| middles[one].total_cmp(&middles[other]));

    let mut runs: Vec<LabelRun> = Vec::new();
    for index in order {
        let preferred = middles[index] - sizes[index] / 2.0;
        let mut run = LabelRun::new(vec![index], sizes[index], preferred, bounds);
        while let Some(before) = runs.pop_if(|last| run.start < last.start + last.length + gap) {
            let offset = before.length + gap;
            let preferred_sum =
                before.preferred_sum + run.preferred_sum - offset * run.members.len() as f64;
            let members = [before.members, run.members].concat();
            run = LabelRun::new(members, offset + run.length, preferred_sum, bounds);
        }
        runs.push(run);
    }

    let mut moved = vec![bounds.0; middles.len()];
    for run in runs {
        let mut start = run.start;
        for index in run.members {
            moved[index] = start + sizes[index] / 2.0;
            start += sizes[index] + gap;
        }
    }
    moved
}
