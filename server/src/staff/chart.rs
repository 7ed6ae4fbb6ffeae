//! The geometry of a bar chart, in percent of its width and height: the browser stretches it, and letters keep their size.

/// One place on the chart: a wide bar, and a narrow one before it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bar {
    /// Left edge and width of the wide bar.
    pub(super) wide: (f64, f64),
    /// Left edge and width of the narrow bar.
    pub(super) narrow: (f64, f64),
    /// How high the wide bar is.
    pub(super) back: f64,
    /// How high the narrow bar is.
    pub(super) front: f64,
}

/// A label below the chart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    /// The middle of its bar.
    pub(super) at: f64,
    /// Which bar it belongs to.
    pub(super) bar: usize,
}

/// A whole chart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chart {
    /// What the top line stands for; even, so that the line in the middle is a whole number.
    pub(super) top: u64,
    /// One for each point.
    pub(super) bars: Vec<Bar>,
    /// At most [`TICKS`].
    pub(super) ticks: Vec<Tick>,
}

/// The most labels that stand side by side on a phone.
const TICKS: usize = 6;

impl Chart {
    /// A chart of points, each the number of the wide bar and that of the narrow one.
    pub(super) fn new(points: &[(u64, u64)]) -> Self {
        let top = top_for(points.iter().map(|(back, front)| *back.max(front)).max().unwrap_or(0));
        let slot = 100.0 / as_f64(points.len().max(1));
        let height = |number: u64| share(number, top);
        let bar = |(at, (back, front)): (usize, &(u64, u64))| {
            let left = slot * as_f64(at);
            let middle = |part: f64| (left + slot * (1.0 - part) / 2.0, slot * part);
            Bar { wide: middle(0.8), narrow: middle(0.4), back: height(*back), front: height(*front) }
        };
        let step = points.len().div_ceil(TICKS).max(1);
        let tick = |at: usize| Tick { at: slot * (as_f64(at) + 0.5), bar: at };
        Self {
            top,
            bars: points.iter().enumerate().map(bar).collect(),
            ticks: (0..points.len()).step_by(step).map(tick).collect(),
        }
    }
}

/// The least of 2, 4, 6, 8, 10, 20, 40 … that is not less than `most`.
fn top_for(most: u64) -> u64 {
    let mut unit: u64 = 1;
    loop {
        if let Some(top) =
            [2, 4, 6, 8].into_iter().filter_map(|step: u64| step.checked_mul(unit)).find(|top| *top >= most)
        {
            return top;
        }
        match unit.checked_mul(10) {
            Some(next) => unit = next,
            None => return most,
        }
    }
}

fn share(number: u64, of: u64) -> f64 {
    // What is counted is far below 2^53.
    100.0 * (number as f64) / (of.max(1) as f64)
}

fn as_f64(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_is_round_even_and_high_enough() {
        for (most, top) in [(0, 2), (1, 2), (3, 4), (9, 20), (8, 8), (81, 200), (37_520_817, 40_000_000), (20, 20)] {
            assert_eq!(top_for(most), top, "{most}");
        }
        assert_eq!(top_for(u64::MAX), u64::MAX);
    }

    #[test]
    fn bars_fill_the_width_without_touching_and_are_as_high_as_their_numbers() {
        let chart = Chart::new(&[(20, 10), (0, 0), (5, 5), (10, 0)]);
        assert_eq!(chart.top, 20);
        assert_eq!(
            chart.bars.iter().map(|bar| (bar.back, bar.front)).collect::<Vec<_>>(),
            [(100.0, 50.0), (0.0, 0.0), (25.0, 25.0), (50.0, 0.0)]
        );
        let edges: Vec<(f64, f64)> = chart.bars.iter().map(|bar| (bar.wide.0, bar.wide.0 + bar.wide.1)).collect();
        assert!(
            edges.windows(2).all(|pair| pair[0].1 < pair[1].0) && edges[0].0 > 0.0 && edges[3].1 < 100.0,
            "{edges:?}"
        );
        assert!(chart.bars.iter().all(|bar| bar.wide.0 < bar.narrow.0 && bar.narrow.1 < bar.wide.1));
    }

    #[test]
    fn labels_have_room() {
        let ticks =
            |points: usize| Chart::new(&vec![(1, 1); points]).ticks.iter().map(|tick| tick.bar).collect::<Vec<_>>();
        assert_eq!(ticks(24), [0, 4, 8, 12, 16, 20]);
        assert_eq!(ticks(5), [0, 1, 2, 3, 4]);
        assert_eq!(ticks(7), [0, 2, 4, 6]);
        assert_eq!(ticks(1), [0]);
        assert!(ticks(0).is_empty());
        assert!((1..130).all(|points| ticks(points).len() <= TICKS));
    }
}
