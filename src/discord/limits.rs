//! The limits that Discord's API sets, each in one place. How much members may ask is
//! [`crate::discord::rate_limit`].

use std::time::Duration;

/// Characters of a message's text.
pub const MESSAGE_CHARS: usize = 2_000;
/// Rows of controls under a message.
pub const ROWS: usize = 5;
/// Buttons in a row.
pub const BUTTONS_PER_ROW: usize = 5;
/// Characters of a button's label.
pub const LABEL_CHARS: usize = 80;
/// Choices under an option of a command, or options in a menu.
pub const CHOICES: usize = 25;
/// Characters of such a choice.
pub const CHOICE_CHARS: usize = 100;
/// Characters of a custom id.
pub const CUSTOM_ID_CHARS: usize = 100;
/// Characters of a form's title, and of the label of one of its fields.
pub const TITLE_CHARS: usize = 45;
/// Fields of a form.
pub const FORM_FIELDS: usize = 5;
/// Characters of one of them.
pub const FIELD_CHARS: u16 = 4_000;
/// Files that come with a message.
pub const FILES: usize = 10;
/// Bytes of all of them: Discord takes 10 MiB, and the message itself needs some.
pub const FILES_BYTES: usize = 9 * 1024 * 1024;
/// Characters of a thread's name.
pub const THREAD_NAME_CHARS: usize = 100;
/// Tags of a post of a forum.
pub const POST_TAGS: usize = 5;
/// Characters of a message's nonce.
pub const NONCE_CHARS: usize = 25;
/// How long Discord waits for the first response to an interaction, and for autocomplete choices.
pub const FIRST_RESPONSE_TIME: Duration = Duration::from_secs(3);
/// How long the response to an interaction can be edited and followed up.
pub const INTERACTION_LIFETIME: Duration = Duration::from_mins(15);
