//! Accounts of the staff, and who is signed in.

use bantin_server::store::{SessionRow, Sites, Store, UserRow};

use super::both_stores;

fn user(name: &str, password: &str) -> UserRow {
    UserRow { name: name.into(), password: password.into(), sites: Sites::Only(vec!["a".into(), "b".into()]), made: 5 }
}

fn session(token: u8, name: &str, begun: i64, seen: i64) -> SessionRow {
    SessionRow { token: [token; 32], name: name.into(), begun, seen }
}

fn an_account_is_kept_listed_changed_and_removed(store: &dyn Store) {
    assert!(store.put_user(&user("binh", "1")).unwrap());
    assert!(store.put_user(&UserRow { sites: Sites::All, ..user("an", "2") }).unwrap());
    assert_eq!(store.users().unwrap().iter().map(|user| user.name.as_str()).collect::<Vec<_>>(), ["an", "binh"]);
    assert!(store.user("binh").unwrap() == Some(user("binh", "1")));
    assert_eq!(store.user("an").unwrap().unwrap().sites, Sites::All);
    assert!(store.user("none").unwrap().is_none() && store.user("b\0").unwrap().is_none());
    assert!(!store.put_user(&UserRow { made: 9, ..user("binh", "3") }).unwrap(), "it is not new");
    assert_eq!(store.user("binh").unwrap().unwrap().password, "3");
    assert!(store.remove_user("binh").unwrap());
    assert!(!store.remove_user("binh").unwrap());
    assert!(store.user("binh").unwrap().is_none());
}

fn sessions_end_with_their_account_its_password_and_their_time(store: &dyn Store) {
    store.put_user(&user("an", "1")).unwrap();
    assert!(!store.put_session(&session(1, "nobody", 10, 10)).unwrap());
    for (token, begun, seen) in [(1, 10, 10), (2, 20, 90), (3, 80, 80)] {
        assert!(store.put_session(&session(token, "an", begun, seen)).unwrap());
    }
    store.touch_session(&[1; 32], 70).unwrap();
    assert_eq!(store.session(&[1; 32]).unwrap(), Some(session(1, "an", 10, 70)));
    store.touch_session(&[9; 32], 70).unwrap();
    assert_eq!(store.session(&[9; 32]).unwrap(), None, "one that is not there does not come to be");
    store.forget_sessions(15, 85).unwrap();
    let is_there = |token: u8| store.session(&[token; 32]).unwrap().is_some();
    assert_eq!([1, 2, 3].map(is_there), [false, true, false]);
    store.remove_session(&[2; 32]).unwrap();
    assert!(!is_there(2));
    store.put_session(&session(4, "an", 90, 90)).unwrap();
    store.put_user(&user("an", "2")).unwrap();
    assert!(!is_there(4), "another password ends them");
    store.put_session(&session(5, "an", 90, 90)).unwrap();
    store.remove_user("an").unwrap();
    assert!(!is_there(5));
}

both_stores!(
    an_account_is_kept_listed_changed_and_removed,
    sessions_end_with_their_account_its_password_and_their_time,
);
