//! The JSON of consents: written in one order, read in any.

use super::{Permission, PermissionError};
use crate::protocol::json;
use alloc::string::String;
use alloc::vec::Vec;
use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    #[serde(skip_serializing_if = "Option::is_none")]
    responsible_object: Option<String>,
    sysname: Option<String>,
    expire: Option<u32>,
    actions: Option<Vec<Named>>,
    purposes: Option<Vec<Named>>,
    scopes: Option<Vec<Named>>,
}

#[derive(Deserialize, Serialize)]
struct Named {
    sysname: String,
}

#[derive(Deserialize)]
struct Wrapped {
    all: Vec<Written>,
}

pub(super) fn encode(permissions: &[Permission]) -> String {
    let named = |names: &[String]| -> Option<Vec<Named>> {
        Some(names.iter().map(|sysname| Named { sysname: sysname.clone() }).collect())
    };
    let written: Vec<Written> = permissions
        .iter()
        .map(|permission| Written {
            responsible_object: permission.operator.clone(),
            sysname: Some(permission.kind.clone()),
            expire: Some(permission.expire_minutes),
            actions: named(&permission.actions),
            purposes: named(core::slice::from_ref(&permission.purpose)),
            scopes: named(&permission.scopes),
        })
        .collect();
    // Texts and numbers cannot fail to be written; the empty text is no consent.
    URL_SAFE_NO_PAD.encode(serde_json::to_string(&written).unwrap_or_default())
}

pub(super) fn decode(text: &str) -> Result<Vec<Permission>, PermissionError> {
    let alphabet = if text.contains(['+', '/']) { STANDARD } else { URL_SAFE };
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let bytes =
        GeneralPurpose::new(&alphabet, config).decode(text).map_err(|_| PermissionError::Base64)?;
    // An array has the same doors as every other answer once it stands in an object.
    let wrapped = [b"{\"all\":".as_slice(), &bytes, b"}"].concat();
    let Wrapped { all } = json::read(&wrapped, wrapped.len()).map_err(|_| PermissionError::Json)?;
    all.into_iter().map(Written::into_permission).collect()
}

impl Written {
    fn into_permission(self) -> Result<Permission, PermissionError> {
        let mut purposes = self.purposes.unwrap_or_default().into_iter();
        let purpose = purposes.next().ok_or(PermissionError::NoPurpose)?.sysname;
        if purposes.next().is_some() {
            return Err(PermissionError::SeveralPurposes);
        }
        let kind = self.sysname.unwrap_or_default();
        let expire = self.expire.unwrap_or_default();
        let mut permission = Permission::new(&kind, &purpose, expire)?;
        if let Some(operator) = &self.responsible_object {
            permission = permission.of_operator(operator)?;
        }
        for action in self.actions.unwrap_or_default() {
            permission = permission.with_action(&action.sysname)?;
        }
        for scope in self.scopes.unwrap_or_default() {
            permission = permission.with_scope(&scope.sysname)?;
        }
        Ok(permission)
    }
}
