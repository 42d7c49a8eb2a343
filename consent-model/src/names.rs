//! Closed lists of names: the states, events, guards, changes and effects of the tables.

use core::fmt;

/// A value out of a closed list, known by its identifier.
///
/// What reads the tables (documents, diagrams, the model checker) needs no more than this.
pub trait Named: Copy + Eq + fmt::Debug + fmt::Display + 'static {
    /// All values, in the order of `state-machines.md`.
    const LIST: &'static [Self];

    /// The identifier.
    #[must_use]
    fn name(self) -> &'static str;

    /// What it means: the doc comment of the variant, as one line of Markdown; empty where it has
    /// none.
    #[must_use]
    fn about(self) -> &'static str;
}

/// Declares a list of names: each variant with its identifier, written once.
///
/// An enum without fields comes out, with `ALL`, `as_str`, `Display` and [`Named`].
macro_rules! names {
    (
        $(#[$meta:meta])*
        pub enum $list:ident {
            $($(#[doc = $about:literal])* $variant:ident = $identifier:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum $list {
            $($(#[doc = $about])* $variant,)+
        }

        impl $list {
            /// All of them, in the order of `state-machines.md`.
            pub const ALL: [Self; [$($identifier),+].len()] = [$(Self::$variant),+];

            /// The place in [`Self::ALL`].
            #[must_use]
            #[expect(clippy::as_conversions, reason = "no fields: the places count from 0")]
            pub const fn index(self) -> usize {
                self as usize
            }

            /// The identifier.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $identifier,)+
                }
            }
        }

        impl core::fmt::Display for $list {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::names::Named for $list {
            const LIST: &'static [Self] = &Self::ALL;

            fn name(self) -> &'static str {
                self.as_str()
            }

            fn about(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($about),*).trim_ascii(),)+
                }
            }
        }
    };
}

pub(crate) use names;
