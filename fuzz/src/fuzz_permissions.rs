//! Any text as the parameter `permissions`.

use esia_core::protocol::permissions::Permissions;

/// What is read keeps every rule, and reads back from what it is written as.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(permissions) = Permissions::parse(text) else { return };
    let again = Permissions::parse(&permissions.encode());
    assert_eq!(again.as_ref(), Ok(&permissions), "consents read back as others");
    for permission in permissions.iter() {
        assert!(permission.expire_minutes() > 0 && permission.actions().next().is_some());
    }
}
