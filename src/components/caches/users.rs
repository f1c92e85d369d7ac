//! Who may sign in: a user for reading and one for reading and writing, in a group of the cache's own.

use crate::blueprint::{Access, Cache, CacheAuth, CacheEngine};
use crate::documents::cloudformation::resources::elasticache::{AuthenticationMode, User, UserGroup};
use crate::documents::cloudformation::resources::secretsmanager::{GenerateSecretString, Secret};
use crate::documents::cloudformation::{LogicalId, Stack, Value, reference, some, sub};
use crate::facts::elasticache::ID_CHARS;
use crate::system::Instance;

/// A user of a cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Login {
    /// May read.
    Reader,
    /// May read and write.
    Writer,
}

impl Login {
    const ALL: [Login; 2] = [Login::Reader, Login::Writer];

    /// The user for an access.
    pub const fn of(access: Access) -> Login {
        if access.writes() { Login::Writer } else { Login::Reader }
    }

    /// The role of the user among the resources of the cache.
    pub const fn word(self) -> &'static str {
        match self {
            Login::Reader => "Reader",
            Login::Writer => "Writer",
        }
    }

    /// In the language of the engine's access control lists. A reader may also find its way around a cluster.
    const fn rules(self) -> &'static str {
        match self {
            Login::Reader => "on ~* -@all +@read +@connection +info +cluster|slots +cluster|shards +cluster|nodes",
            Login::Writer => "on ~* +@all",
        }
    }
}

/// The id of a user, which is also the name under which it signs in: IAM wants them to be the same. `None` when nobody signs in.
pub fn user_id(cache: &Instance<'_, Cache>, login: Login) -> Option<String> {
    let word = login.word().to_ascii_lowercase();
    (cache.model.auth != CacheAuth::None).then(|| named(cache, &word))
}

/// Adds the users and their group and gives the reference to the group, if the cache has one.
pub(super) fn add(stack: &mut Stack, cache: &Instance<'_, Cache>) -> Option<Value<String>> {
    let model = cache.model;
    if model.auth == CacheAuth::None || model.engine == CacheEngine::Memcached {
        return None;
    }
    let mut members = Vec::new();
    if model.engine == CacheEngine::Redis {
        members.push(add_user(stack, cache, cache.id().then("DefaultUser"), switched_off(cache)));
    }
    for login in Login::ALL {
        let id = cache.id().then(login.word());
        let mode = authentication(stack, cache, login);
        let name = named(cache, &login.word().to_ascii_lowercase());
        let user = User {
            access_string: some(login.rules()),
            authentication_mode: Some(mode),
            ..User::new(name.clone(), name, model.engine.name())
        };
        members.push(add_user(stack, cache, id, user));
    }
    let id = cache.id().then("UserGroup");
    let group = UserGroup {
        tags: super::lowering::tags(cache),
        ..UserGroup::new(cache.physical_name(ID_CHARS), model.engine.name(), members)
    };
    stack.add(&id, group);
    Some(reference(id))
}

fn add_user(stack: &mut Stack, cache: &Instance<'_, Cache>, id: LogicalId, user: User) -> Value<String> {
    stack.add(&id, User { tags: super::lowering::tags(cache), ..user });
    reference(id)
}

/// A group of redis wants a user named default; left to itself it may do everything without a password.
fn switched_off(cache: &Instance<'_, Cache>) -> User {
    User {
        access_string: some("off ~* -@all"),
        authentication_mode: Some(AuthenticationMode::new("no-password-required")),
        ..User::new(named(cache, "default"), "default", "redis")
    }
}

fn authentication(stack: &mut Stack, cache: &Instance<'_, Cache>, login: Login) -> AuthenticationMode {
    if cache.model.auth == CacheAuth::Iam {
        return AuthenticationMode::new("iam");
    }
    let id = cache.id().then(login.word()).then("Secret");
    let user = login.word().to_ascii_lowercase();
    // Without the cache the password opens nothing.
    stack.add(&id, secret(cache, &user)).delete();
    stack.output(&id, format!("Secret with the name and password of the {user} of {}", cache.name), reference(&id));
    let password = format!("{{{{resolve:secretsmanager:${{{id}}}:SecretString:password}}}}");
    AuthenticationMode { passwords: vec![sub(password)], ..AuthenticationMode::new("password") }
}

/// Punctuation is left out: connection strings and shells give it meanings.
fn secret(cache: &Instance<'_, Cache>, user: &str) -> Secret {
    Secret {
        description: some(format!("Name and password of the {user} of {} in {}", cache.name, cache.region.code)),
        generate_secret_string: Some(GenerateSecretString {
            secret_string_template: some(format!(r#"{{"username": "{}"}}"#, named(cache, user))),
            generate_string_key: some("password"),
            password_length: some(40),
            exclude_punctuation: some(true),
            ..GenerateSecretString::default()
        }),
        tags: super::lowering::tags(cache),
        ..Secret::default()
    }
}

fn named(cache: &Instance<'_, Cache>, word: &str) -> String {
    format!("{}-{word}", cache.physical_name(ID_CHARS - word.len() - 1))
}
