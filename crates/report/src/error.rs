//! What can go wrong. Neither kind is the reader's fault: the data of a document are plain values.

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The document's data could not be handed to its template.
    #[error("the document's data cannot be written as JSON: {0}")]
    Data(String),
    /// A template asked for what the data do not have, or Typst gave up.
    #[error("the document cannot be typeset: {0}")]
    Typeset(String),
}

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;
