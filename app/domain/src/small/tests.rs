use super::*;
use proptest::prelude::*;

fn grid(cells: &[&[u32]]) -> Grid {
    let columns = cells.first().map_or(0, |row| row.len());
    Grid {
        cells: cells.iter().map(|row| row.to_vec()).collect(),
        row_totals: cells.iter().map(|row| row.iter().sum()).collect(),
        column_totals: (0..columns).map(|column| cells.iter().map(|row| row[column]).sum()).collect(),
        total: cells.iter().flat_map(|row| row.iter()).sum(),
        rows_part: true,
        columns_part: true,
    }
}

/// The table as it is read: a dash for what is hidden, the last row and column are the totals.
fn read(grid: &Grid) -> Vec<String> {
    let hidden = grid.hide();
    let word = |value: u32, hidden: bool| if hidden { "-".to_owned() } else { value.to_string() };
    let mut lines: Vec<String> = grid
        .cells
        .iter()
        .zip(&hidden.cells)
        .zip(grid.row_totals.iter().zip(&hidden.row_totals))
        .map(|((row, hidden), (total, total_hidden))| {
            let cells = row.iter().zip(hidden).map(|(value, hidden)| word(*value, *hidden));
            cells.chain([word(*total, *total_hidden)]).collect::<Vec<_>>().join(" ")
        })
        .collect();
    let totals =
        grid.column_totals.iter().zip(&hidden.column_totals).map(|(value, hidden)| word(*value, *hidden));
    lines.push(totals.chain([word(grid.total, hidden.everything)]).collect::<Vec<_>>().join(" "));
    lines
}

#[test]
fn a_table_of_large_numbers_is_shown_whole() {
    assert_eq!(read(&grid(&[&[10, 0], &[7, 20]])), ["10 0 10", "7 20 27", "17 20 37"]);
}

#[test]
fn one_small_number_takes_three_others_with_it_so_that_no_total_tells_it() {
    let table = grid(&[&[3, 10, 12], &[8, 9, 20], &[11, 12, 13]]);
    assert_eq!(read(&table), ["- - 12 25", "- - 20 37", "11 12 13 36", "22 31 45 98"]);
}

#[test]
fn of_a_small_row_nothing_is_told_not_even_a_zero() {
    let hidden = grid(&[&[0, 3], &[9, 9], &[10, 10]]).hide();
    assert_eq!((&hidden.cells[0], hidden.row_totals[0]), (&vec![true, true], true));
    assert!(
        hidden.row_totals[1] ^ hidden.row_totals[2],
        "the total of all would tell a single row: {hidden:?}"
    );
}

#[test]
fn of_fewer_than_five_people_nothing_is_told() {
    assert_eq!(read(&grid(&[&[1, 1], &[0, 2]])), ["- - -", "- - -", "- - -"]);
    assert!(grid(&[&[1, 1], &[0, 2]]).hide().everything);
    assert_eq!(list(&[4, 0], 4, true), [true, true]);
}

#[test]
fn a_list_takes_the_next_smallest_with_a_single_small_number() {
    assert_eq!(list(&[20, 1, 8, 0], 29, true), [false, true, true, false]);
    assert_eq!(list(&[20, 5, 8], 33, true), [false; 3]);
    assert_eq!(list(&[2, 2, 30], 34, true), [true, true, true], "four together are a small group as well");
    assert_eq!(list(&[94, 2], 96, true), [true, true]);
}

#[test]
fn of_several_choices_those_who_did_not_choose_are_a_group_as_well() {
    assert_eq!(list(&[94, 40, 3, 0, 96], 96, false), [true, false, true, false, false]);
}

#[test]
fn overlapping_rows_hide_whoever_is_outside_of_them() {
    // Two services of ten offices: nine have the first, eight the second.
    let table = Grid {
        cells: vec![vec![9, 0], vec![5, 3]],
        row_totals: vec![9, 8],
        column_totals: vec![9, 1],
        total: 10,
        rows_part: false,
        columns_part: true,
    };
    let hidden = table.hide();
    assert!(hidden.column_totals.iter().all(|hidden| *hidden), "one told the other: {hidden:?}");
    assert_eq!(hidden.row_totals, [true, true], "the one and the two outside");
}

/// Whether there is a table that looks the same to whoever knows only what is shown, and has another number there.
fn could_be_another(grid: &Grid, hidden: &Hidden, at: (usize, usize)) -> bool {
    fn search(seen: (&Grid, &Hidden), found: &mut Vec<Vec<u32>>, place: usize, at: (usize, usize)) -> bool {
        let (grid, hidden) = seen;
        let (rows, columns) = (grid.row_totals.len(), grid.column_totals.len());
        if place == rows * columns {
            let row = |row: usize| found[row].iter().sum::<u32>();
            let column = |column: usize| found.iter().map(|row| row[column]).sum::<u32>();
            return found[at.0][at.1] != grid.cells[at.0][at.1]
                && (0..rows).map(row).sum::<u32>() == grid.total
                && (0..rows).all(|of| hidden.row_totals[of] || row(of) == grid.row_totals[of])
                && (0..columns).all(|of| hidden.column_totals[of] || column(of) == grid.column_totals[of]);
        }
        let (row, column) = (place / columns, place % columns);
        let truth = grid.cells[row][column];
        let mut values = vec![truth];
        if hidden.cells[row][column] {
            values.extend(
                [truth + 1, truth + 2].into_iter().chain(truth.checked_sub(1)).chain(truth.checked_sub(2)),
            );
        }
        values.into_iter().any(|value| {
            found[row][column] = value;
            search(seen, found, place + 1, at)
        })
    }
    search((grid, hidden), &mut grid.cells.clone(), 0, at)
}

fn any_grid() -> impl Strategy<Value = Grid> {
    (1..=3_usize, 1..=3_usize).prop_flat_map(|(rows, columns)| {
        let cells = prop::collection::vec(prop::collection::vec(0..14_u32, columns), rows);
        cells.prop_map(|cells| grid(&cells.iter().map(Vec::as_slice).collect::<Vec<_>>()))
    })
}

proptest! {
    #[test]
    fn no_small_number_is_shown_and_none_can_be_counted_back(grid in any_grid()) {
        let hidden = grid.hide();
        prop_assert_eq!(hidden.everything, is_small(grid.total));
        for (row, cells) in grid.cells.iter().enumerate() {
            for (column, value) in cells.iter().enumerate() {
                let is_hidden = hidden.cells[row][column];
                let must = is_small(*value) || is_small(grid.row_totals[row]) || is_small(grid.column_totals[column]);
                prop_assert!(is_hidden || !must, "{:?}", read(&grid));
                if is_hidden && *value > 0 && !hidden.everything {
                    prop_assert!(could_be_another(&grid, &hidden, (row, column)), "{row} {column}: {:?} {grid:?}", read(&grid));
                }
            }
        }
        for (totals, hidden) in [(&grid.row_totals, &hidden.row_totals), (&grid.column_totals, &hidden.column_totals)] {
            prop_assert!(totals.iter().zip(hidden).all(|(total, hidden)| *hidden || !is_small(*total)));
        }
    }

    /// What a shown total leaves for the hidden numbers of its line is never a small group.
    #[test]
    fn what_is_hidden_in_a_line_makes_five_at_least(grid in any_grid()) {
        let hidden = grid.hide();
        for (row, cells) in grid.cells.iter().enumerate() {
            if !hidden.row_totals[row] {
                let of = cells.iter().zip(&hidden.cells[row]).filter(|(_, hidden)| **hidden).map(|(value, _)| value);
                prop_assert!(!is_small(of.sum()), "{:?}", read(&grid));
            }
        }
    }

    #[test]
    fn a_table_without_small_groups_is_shown_whole(
        cells in prop::collection::vec(prop::collection::vec(SMALLEST..50, 3), 1..4),
    ) {
        let hidden = grid(&cells.iter().map(Vec::as_slice).collect::<Vec<_>>()).hide();
        prop_assert!(!hidden.cells.iter().flatten().chain(&hidden.row_totals).chain(&hidden.column_totals).any(|h| *h));
    }

    #[test]
    fn a_list_never_tells_a_small_number(counts in prop::collection::vec(0..12_u32, 1..8)) {
        let total = counts.iter().sum::<u32>();
        let hidden = list(&counts, total, true);
        let of: Vec<u32> = counts.iter().zip(&hidden).filter(|(_, hidden)| **hidden).map(|(count, _)| *count).collect();
        prop_assert!(counts.iter().zip(&hidden).all(|(count, hidden)| *hidden || !is_small(*count)));
        prop_assert!(of.is_empty() || is_small(total) || (of.len() >= 2 && !is_small(of.iter().sum())));
    }
}
