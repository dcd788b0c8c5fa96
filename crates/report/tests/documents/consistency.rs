use locale::Language;
use report::letterhead::Paper;

use crate::{documents, sample};

#[test]
fn equal_input_gives_equal_bytes() {
    let letterhead = sample::letterhead(Language::Nl, Paper::Letter);
    let first = documents(&letterhead);
    // Others in between, so that what Typst keeps from one document to the next is not the same.
    documents(&sample::letterhead(Language::Zh, Paper::A4));
    for ((name, before), (_, after)) in first.iter().zip(documents(&letterhead)) {
        assert!(*before == after, "{name} differs");
    }
}

#[test]
fn documents_made_at_once_are_those_made_one_by_one() {
    let letterheads = Language::ALL.map(|language| sample::letterhead(language, Paper::A4));
    let alone = letterheads.each_ref().map(documents);
    let at_once = std::thread::scope(|scope| {
        let threads = letterheads.each_ref().map(|letterhead| scope.spawn(|| documents(letterhead)));
        threads.map(|thread| thread.join().expect("documents"))
    });
    assert!(alone == at_once);
}
