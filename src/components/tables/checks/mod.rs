//! What may be wrong with a table.

mod dax;
mod hot;
mod indexes;
mod keys;
mod replication;
mod settings;

use crate::diagnostics::Diagnostic;
use crate::system::System;

/// Keys, indexes, capacity and replication that DynamoDB refuses, what DAX does not have, and what is less safe or slower than it looks.
pub fn check(system: &System<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for table in system.instances(&system.blueprint.tables) {
        keys::check(&table, diagnostics);
        indexes::check(&table, diagnostics);
        settings::check(&table, diagnostics);
        replication::check(&table, diagnostics);
        dax::check(&table, diagnostics);
    }
}
