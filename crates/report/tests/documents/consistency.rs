use report::frame::Paper;
use report::language::Language;

use crate::{documents, sample};

#[test]
fn equal_input_gives_equal_bytes() {
    let frame = sample::frame(Language::Dutch, Paper::Letter);
    let first = documents(&frame);
    // Others in between, so that what Typst keeps from one document to the next is not the same.
    documents(&sample::frame(Language::Chinese, Paper::A4));
    for ((name, before), (_, after)) in first.iter().zip(documents(&frame)) {
        assert!(*before == after, "{name} differs");
    }
}

#[test]
fn documents_made_at_once_are_those_made_one_by_one() {
    let frames = Language::ALL.map(|language| sample::frame(language, Paper::A4));
    let alone = frames.each_ref().map(documents);
    let at_once = std::thread::scope(|scope| {
        let threads = frames.each_ref().map(|frame| scope.spawn(|| documents(frame)));
        threads.map(|thread| thread.join().expect("documents"))
    });
    assert!(alone == at_once);
}
