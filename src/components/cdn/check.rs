pub fn check(_: &crate::system::System<'_>, _: &mut Vec<crate::diagnostics::Diagnostic>) {}
