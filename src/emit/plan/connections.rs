//! Who uses what: a diagram that GitHub and GitLab draw, and a table.

use std::fmt::Write;

use crate::documents::Connection;

/// A Mermaid flowchart: one arrow a use, with the access on it. What a use brings in each region is for the table.
pub(super) fn diagram(connections: &[Connection]) -> String {
    let mut arrows = Vec::new();
    for Connection { user, target, access, .. } in connections {
        let arrow = format!("  {user} -->|{}| {target}\n", access.replace('_', " "));
        if !arrows.contains(&arrow) {
            arrows.push(arrow);
        }
    }
    format!("```mermaid\nflowchart LR\n{}```", arrows.concat())
}

/// One line a use: what is allowed, at which port, and what the user finds in its environment.
pub(super) fn table(connections: &[Connection]) -> String {
    let mut text = "| user | uses | may | port | environment |\n|---|---|---|---|---|\n".to_owned();
    for connection in connections {
        let Connection { user, target, access, port, variables } = connection;
        let port = port.map(|port| port.to_string()).unwrap_or_default();
        let access = access.replace('_', " and ");
        _ = writeln!(text, "| {user} | {target} | {access} | {port} | {} |", variables.join(", "));
    }
    text
}
