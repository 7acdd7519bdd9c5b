//! Reminders a week and a day before: to both houses and to whoever comes, once each.

use super::steps;
use crate::support::{World, on_each_world};
use chrono::{NaiveDate, TimeDelta};
use domain::{ids::DemoId, tokyo};
use server::jobs;

fn turn(world: &World, day: &str, hour: i64) {
    let day: NaiveDate = day.parse().unwrap();
    world.turn_to(tokyo::start_of(day) + TimeDelta::hours(hour));
}

async fn morning(world: &World, day: &str) {
    turn(world, day, 9);
    jobs::plan_today(&world.app).await.unwrap();
    jobs::drain(&world.app).await.unwrap();
}

/// Who was reminded so far, from both houses: to whom, and how it begins.
async fn reminded(world: &World, demo: DemoId) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for house in ["midori-kokuhoren", "midorino"] {
        let mails = steps::mails(world, house, demo).await;
        all.extend(mails.into_iter().filter_map(|(to, subject, _)| {
            let when = ["7日後", "明日", "6日後", "本日"].into_iter().find(|when| subject.contains(when))?;
            Some((to, when.to_owned()))
        }));
    }
    all.sort();
    all
}

fn of(people: &[&str], when: &str) -> Vec<(String, String)> {
    let mut all: Vec<_> = people.iter().map(|to| ((*to).to_owned(), when.to_owned())).collect();
    all.sort();
    all
}

const EVERYBODY: [&str; 3] =
    ["kaigo@midori-kokuhoren.example.jp", "sato@midorino.example.jp", "hinata@hidamari.example.jp"];

#[tokio::test]
async fn both_houses_and_who_comes_are_reminded_a_week_and_a_day_before_once_each() {
    on_each_world("reminders", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 9).await;
        for person in ["hidamari", "komorebi"] {
            steps::register(&world.as_person(person).await, demo, &[("people", "1")]).await;
        }
        // こもれび changes its mind: nobody reminds it.
        let komorebi = world.as_person("komorebi").await;
        let list = komorebi.get("/t/midorino/my/demos").await.text;
        let at = list.find("/registrations/").unwrap() + "/registrations/".len();
        let own = &list[at..at + 36];
        komorebi.post(&format!("/t/midorino/my/demos/{demo}/registrations/{own}/cancellation"), &[]).await;

        morning(&world, "2024-09-10").await;
        assert_eq!(reminded(&world, demo).await, [], "not yet");
        turn(&world, "2024-09-11", 8);
        jobs::plan_today(&world.app).await.unwrap();
        jobs::drain(&world.app).await.unwrap();
        assert_eq!(reminded(&world, demo).await, [], "nobody is written to at night");
        morning(&world, "2024-09-11").await;
        let week = of(&EVERYBODY, "7日後");
        assert_eq!(reminded(&world, demo).await, week);
        // Again, and on the days between.
        for day in ["2024-09-11", "2024-09-12", "2024-09-16"] {
            morning(&world, day).await;
        }
        assert_eq!(reminded(&world, demo).await, week);
        morning(&world, "2024-09-17").await;
        let mut both = [week, of(&EVERYBODY, "明日")].concat();
        both.sort();
        assert_eq!(reminded(&world, demo).await, both);
        morning(&world, "2024-09-18").await;
        assert_eq!(reminded(&world, demo).await, both);
        // What the city has still to do is told with it.
        let mails = steps::mails(&world, "midori-kokuhoren", demo).await;
        let told = mails.iter().find(|(to, subject, _)| to.starts_with("sato@") && subject.contains("明日"));
        assert!(told.unwrap().2.contains("周知の資料を作る"), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn a_day_on_which_nothing_ran_is_made_up_for_and_of_another_date_one_is_reminded_again() {
    on_each_world("late reminders", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 9).await;
        steps::register(&world.as_person("hidamari").await, demo, &[("people", "1")]).await;
        morning(&world, "2024-09-12").await;
        assert_eq!(reminded(&world, demo).await, of(&EVERYBODY, "6日後"));
        // On the 12th it is moved to the 19th, and everybody is told: it is not said again until the eve.
        let set = steps::sets(&world).await[0].to_string();
        let other = [("candidate", "2"), ("demo_set", set.as_str()), ("capacity", "9")];
        let path = format!("/t/midori-kokuhoren/demos/{demo}/change");
        let moved = world.as_person("federation").await.post(&path, &other).await;
        assert!(moved.location().ends_with("?done=moved"), "{}", moved.text);
        morning(&world, "2024-09-13").await;
        assert_eq!(reminded(&world, demo).await, of(&EVERYBODY, "6日後"));
        // On the day itself, in the morning, it can still be said.
        morning(&world, "2024-09-19").await;
        let mut both = [of(&EVERYBODY, "6日後"), of(&EVERYBODY, "本日")].concat();
        both.sort();
        assert_eq!(reminded(&world, demo).await, both);
    })
    .await;
}
