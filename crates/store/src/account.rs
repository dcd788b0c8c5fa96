//! Accounts: who may sign in, and as what.

use domain::permission::Role;
use domain::said;
use jiff::Timestamp;

use crate::db::{Connection, Row, Value, statements};
use crate::error::{Error, Result};
use crate::transaction::begin_write;

/// Columns of an account, in the order of [`read_account`].
macro_rules! account_columns {
    () => {
        "account.id, login, account.name, role, account.staff_id, account.branch_id, account.region_id, sees_contacts, \
         language, password_hash, disabled_at"
    };
}
pub(crate) use account_columns;

statements! {
    FIND = concat!("select ", account_columns!(), " from account where id = $1");
    FIND_BY_LOGIN = concat!("select ", account_columns!(), " from account where login = $1");
    LIST = concat!("select ", account_columns!(), " from account order by name, id");
    COUNT_OWNERS = "select count(*) from account where role = 'owner' and disabled_at is null and password_hash is not null";
    INSERT = "insert into account (login, name, role, staff_id, branch_id, region_id, sees_contacts, language, created_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id";
    UPDATE = "update account set login = $2, name = $3, role = $4, staff_id = $5, branch_id = $6, region_id = $7, \
        sees_contacts = $8, language = $9 where id = $1";
    SET_PASSWORD = "update account set password_hash = $2 where id = $1";
    SET_LANGUAGE = "update account set language = $2 where id = $1";
    SET_DISABLED = "update account set disabled_at = $2 where id = $1";
    DELETE_SESSIONS = "delete from session where account_id = $1";
    DELETE_INVITATIONS = "delete from invitation where account_id = $1 and used_at is null";
    INSERT_INVITATION = "insert into invitation (token_hash, account_id, created_at, expires_at) values ($1, $2, $3, $4)";
    FIND_INVITED = concat!("select ", account_columns!(), " from invitation join account on account.id = account_id \
        where token_hash = $1 and used_at is null and expires_at > $2 and disabled_at is null");
    USE_INVITATION = "update invitation set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2";
}

/// What an account says of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name by which the person signs in, in lower case.
    pub login: String,
    /// Name as shown.
    pub name: String,
    /// What the person is in the business.
    pub role: Role,
    /// Ledger id of the staff member that the person is.
    pub staff_id: Option<i64>,
    /// Ledger id of the branch that a branch's manager answers for.
    pub branch_id: Option<i64>,
    /// Ledger id of the region that a region's manager answers for.
    pub region_id: Option<i64>,
    /// May the person see e-mail addresses and phone numbers?
    pub sees_contacts: bool,
    /// Language of the pages: `en`, `nl` or `zh`.
    pub language: String,
}

/// An account on file.
#[derive(Clone, Debug)]
pub struct Account {
    /// Ledger id.
    pub id: i64,
    /// Whose it is.
    pub person: Person,
    /// Argon2id digest of the password; `None` until the invitation is used.
    pub password_hash: Option<String>,
    /// Has it been ended?
    pub is_disabled: bool,
}

pub(crate) fn read_account(row: &Row) -> Result<Account> {
    let role = Role::from_name(&row.text(3)?).ok_or(Error::Internal("an account has a role that is none"))?;
    Ok(Account {
        id: row.int(0)?,
        person: Person {
            login: row.text(1)?,
            name: row.text(2)?,
            role,
            staff_id: row.opt_int(4)?,
            branch_id: row.opt_int(5)?,
            region_id: row.opt_int(6)?,
            sees_contacts: row.int(7)? != 0,
            language: row.text(8)?,
        },
        password_hash: row.opt_text(9)?,
        is_disabled: row.opt_int(10)?.is_some(),
    })
}

/// Every account, by name.
pub fn list(connection: &mut Connection) -> Result<Vec<Account>> {
    connection.query(LIST, &[], read_account)
}

/// The account of that id.
pub fn find(connection: &mut Connection, id: i64) -> Result<Account> {
    let found = connection.query_opt(FIND, &[Value::Int(id)], read_account)?;
    found.ok_or_else(|| Error::NotFound(said!("there is no account {id}", id)))
}

/// The account of that login, ended or not.
pub fn find_by_login(connection: &mut Connection, login: &str) -> Result<Option<Account>> {
    connection.query_opt(FIND_BY_LOGIN, &[Value::Text(&to_login(login))], read_account)
}

/// Is there an owner who can sign in?
pub fn has_owner(connection: &mut Connection) -> Result<bool> {
    connection.query_one(COUNT_OWNERS, &[], |row| Ok(row.int(0)? > 0))
}

/// Makes an account that cannot sign in before its invitation is used.
pub fn create(connection: &mut Connection, person: &Person, now: Timestamp) -> Result<i64> {
    check(connection, person, None)?;
    let login = to_login(&person.login);
    let mut values = vec![Value::Text(&login)];
    values.extend(person_values(person));
    values.push(Value::Int(now.as_microsecond()));
    connection.query_one(INSERT, &values, |row| row.int(0))
}

/// Changes what an account says. The last owner stays one. A link that was made for another name, role or
/// place chooses no password any more: who holds it may not be whom the account is for now.
pub fn update(connection: &mut Connection, id: i64, person: &Person) -> Result<()> {
    let mut transaction = begin_write(connection)?;
    check(&mut transaction, person, Some(id))?;
    if person.role != Role::Owner {
        check_not_last_owner(&mut transaction, id)?;
    }
    let login = to_login(&person.login);
    let former = find(&mut transaction, id)?.person;
    let rights = |person: &Person| {
        (person.role, person.staff_id, person.branch_id, person.region_id, person.sees_contacts)
    };
    if former.login != login || rights(&former) != rights(person) {
        transaction.execute(DELETE_INVITATIONS, &[Value::Int(id)])?;
    }
    let mut values = vec![Value::Int(id), Value::Text(&login)];
    values.extend(person_values(person));
    transaction.execute(UPDATE, &values)?;
    transaction.commit()
}

/// The columns of a person after the login.
fn person_values(person: &Person) -> [Value<'_>; 7] {
    [
        Value::Text(&person.name),
        Value::Text(person.role.name()),
        person.staff_id.into(),
        person.branch_id.into(),
        person.region_id.into(),
        Value::Int(i64::from(person.sees_contacts)),
        Value::Text(&person.language),
    ]
}

fn check(connection: &mut Connection, person: &Person, id: Option<i64>) -> Result<()> {
    let invalid = |said| Err(Error::Invalid(said));
    let login = to_login(&person.login);
    if login.is_empty() || login.len() > 200 || login.contains(char::is_whitespace) {
        return invalid(said!(
            "the sign-in name is empty or has blanks in it: write an e-mail address or a short name"
        ));
    }
    if person.name.trim().is_empty() {
        return invalid(said!("the name is empty"));
    }
    let is_placed = match person.role {
        Role::Staff => person.staff_id.is_some(),
        Role::Branch => person.branch_id.is_some(),
        Role::Region => person.region_id.is_some(),
        Role::Owner | Role::Analyst | Role::Advocate => true,
    };
    if !is_placed {
        return invalid(said!(
            "say which staff member, branch or region it is: the role sees the clients of that one"
        ));
    }
    match find_by_login(connection, &login)? {
        Some(other) if Some(other.id) != id => {
            Err(Error::Conflict(said!("'{login}' is the sign-in name of someone else already", login)))
        }
        _ => Ok(()),
    }
}

fn check_not_last_owner(connection: &mut Connection, id: i64) -> Result<()> {
    let owners = list(connection)?.into_iter().filter(|account| {
        account.person.role == Role::Owner && !account.is_disabled && account.password_hash.is_some()
    });
    match owners.map(|account| account.id).collect::<Vec<_>>().as_slice() {
        [only] if *only == id => {
            Err(Error::Conflict(said!("this is the only owner who can sign in: make another one first")))
        }
        _ => Ok(()),
    }
}

/// Ends an account and signs it out, or takes it up again. The last owner cannot be ended.
pub fn set_disabled(connection: &mut Connection, id: i64, disabled_at: Option<Timestamp>) -> Result<()> {
    let mut transaction = begin_write(connection)?;
    if disabled_at.is_some() {
        check_not_last_owner(&mut transaction, id)?;
        transaction.execute(DELETE_SESSIONS, &[Value::Int(id)])?;
        transaction.execute(DELETE_INVITATIONS, &[Value::Int(id)])?;
    }
    let at = disabled_at.map(|at| at.as_microsecond());
    transaction.execute(SET_DISABLED, &[Value::Int(id), at.into()])?;
    transaction.commit()
}

/// Sets the language of an account's pages.
pub fn set_language(connection: &mut Connection, id: i64, language: &str) -> Result<()> {
    connection.execute(SET_LANGUAGE, &[Value::Int(id), Value::Text(language)])?;
    Ok(())
}

/// Sets the digest of an account's password, signs it out everywhere, and ends links to another one.
pub fn set_password(connection: &mut Connection, id: i64, password_hash: &str) -> Result<()> {
    let mut transaction = begin_write(connection)?;
    transaction.execute(SET_PASSWORD, &[Value::Int(id), Value::Text(password_hash)])?;
    transaction.execute(DELETE_SESSIONS, &[Value::Int(id)])?;
    transaction.execute(DELETE_INVITATIONS, &[Value::Int(id)])?;
    transaction.commit()
}

/// Makes an invitation in place of those that were not used. `token_hash`: digest of the link's secret.
pub fn invite(
    connection: &mut Connection,
    id: i64,
    token_hash: &str,
    now: Timestamp,
    expires: Timestamp,
) -> Result<()> {
    let mut transaction = begin_write(connection)?;
    transaction.execute(DELETE_INVITATIONS, &[Value::Int(id)])?;
    invite_beside(&mut transaction, id, token_hash, now, expires)?;
    transaction.commit()
}

/// As [`invite`], leaving those that were not used: whoever forgot a password must not be able to end
/// an invitation that someone else has made.
pub fn invite_beside(
    connection: &mut Connection,
    id: i64,
    token_hash: &str,
    now: Timestamp,
    expires: Timestamp,
) -> Result<()> {
    let values = [
        Value::Text(token_hash),
        Value::Int(id),
        Value::Int(now.as_microsecond()),
        Value::Int(expires.as_microsecond()),
    ];
    connection.execute(INSERT_INVITATION, &values)?;
    Ok(())
}

/// The account that an invitation is for, while it holds.
pub fn find_invited(
    connection: &mut Connection,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<Account>> {
    connection.query_opt(
        FIND_INVITED,
        &[Value::Text(token_hash), Value::Int(now.as_microsecond())],
        read_account,
    )
}

/// Uses an invitation, once: sets the password and ends other invitations. The account as it was before;
/// `None` if the invitation holds no longer.
pub fn accept(
    connection: &mut Connection,
    token_hash: &str,
    password_hash: &str,
    now: Timestamp,
) -> Result<Option<Account>> {
    let mut transaction = begin_write(connection)?;
    let Some(account) = find_invited(&mut transaction, token_hash, now)? else { return Ok(None) };
    transaction.execute(USE_INVITATION, &[Value::Text(token_hash), Value::Int(now.as_microsecond())])?;
    transaction.execute(SET_PASSWORD, &[Value::Int(account.id), Value::Text(password_hash)])?;
    transaction.execute(DELETE_SESSIONS, &[Value::Int(account.id)])?;
    transaction.execute(DELETE_INVITATIONS, &[Value::Int(account.id)])?;
    transaction.commit()?;
    Ok(Some(account))
}

/// A login as it is kept and compared.
pub fn to_login(text: &str) -> String {
    text.trim().to_lowercase()
}
