//! `backup`: AWS Backup.
//!
//! The vault and its key stand among the stateful stores of their region, in the stack `data`; the plan, its selection and its role in
//! the stack `backup`. So two regions can copy to each other: both vaults are there before either plan. A vault has the same name in
//! every region, so that no plan reads another region's stack.

mod checks;
mod lowering;
mod notes;
mod stores;

pub use checks::check;
pub use lowering::lower;

use crate::system::{System, physical_name};

/// The longest name of a vault, in characters. Source: registry schema of AWS::Backup::BackupVault (2026-10-20).
const VAULT_CHARS: usize = 50;
/// Seconds of a day.
const DAY_S: u64 = 86_400;

/// The name of the vault, the same in every region.
fn vault_name(system: &System<'_>) -> String {
    physical_name(&[&system.prefix()], VAULT_CHARS)
}
