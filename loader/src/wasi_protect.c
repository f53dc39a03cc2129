/* Files that guests must not change: the containers of code that runs, as an operating system protects the image of a process.
 *
 * A file is known by device and inode, whatever name or descriptor leads to it. Its name is protected too: the directories and
 * symbolic links on the way to it can't be renamed or removed, or what runs next under that name would be the guest's choice.
 * No guest can make a protected file appear under a new name, so a name that has been looked at stays harmless. */
#include "wasi_impl.h"

#include <stdlib.h>

struct zw_protection {
    struct zw_protection *next;
    uint64_t count; /* of those who asked */
    uint64_t dev, ino;
    zw_handle file; /* keeps the inode's number from being used again; ZW_NO_HANDLE: no descriptor was left */
    char *path;     /* absolute; NULL: the name by which the file was opened */
};

static zw_protection *protections; /* under zw_sys_lock */

uint32_t zw_protect_epoch;

enum { PATH_ROOM = 2 * ZW_PATH_MAX, MAX_LINKS = 40 };

static bool is(const zw_stat *st, uint64_t dev, uint64_t ino) {
    return st->dev == dev && st->ino == ino;
}

static char *absolute(const char *path) {
    char *out = malloc(PATH_ROOM);
    if (out && zw_sys_absolute(path, out, PATH_ROOM))
        return out;
    free(out);
    return NULL;
}

static bool name_of_file(zw_handle file, char out[ZW_PATH_MAX]) {
    return file != ZW_NO_HANDLE && zw_sys_name(file, out);
}

/* Whether an open file has no other name than that one. */
static bool adds_no_name(zw_handle file, zw_handle to) {
    char name[ZW_PATH_MAX], known[ZW_PATH_MAX];
    return !name_of_file(file, name) || (name_of_file(to, known) && strcmp(name, known) == 0);
}

static zw_protection *protect(zw_handle file, const char *path) {
    zw_stat st;
    uint32_t error = zw_sys_stat(file, &st);
    if (error) {
        zw_sys_set_errno(error);
        return NULL;
    }
    char *name = path ? absolute(path) : NULL;
    zw_sys_lock();
    zw_protection *p = name ? NULL : protections;
    while (p && (p->path || !is(&st, p->dev, p->ino) || !adds_no_name(file, p->file)))
        p = p->next;
    if (!p && (p = malloc(sizeof *p)) != NULL) {
        *p = (zw_protection){.next = protections, .dev = st.dev, .ino = st.ino, .path = name};
        if (zw_sys_duplicate(file, &p->file) != W_SUCCESS)
            p->file = ZW_NO_HANDLE;
        protections = p;
        __atomic_fetch_add(&zw_protect_epoch, 1, __ATOMIC_SEQ_CST);
    }
    if (p)
        p->count++;
    else
        free(name);
    zw_sys_unlock();
    return p;
}

zw_protection *zw_wasi_protect(int fd, const char *path) {
    zw_handle file;
    uint32_t error = zw_sys_borrow(fd, &file);
    if (error) {
        zw_sys_set_errno(error);
        return NULL;
    }
    zw_protection *p = protect(file, path);
    zw_sys_close(file, false);
    return p;
}

void zw_wasi_unprotect(zw_protection *p) {
    if (!p)
        return;
    zw_sys_lock();
    bool last = --p->count == 0;
    if (last) {
        zw_protection **at = &protections;
        while (*at != p)
            at = &(*at)->next;
        *at = p->next;
        __atomic_fetch_add(&zw_protect_epoch, 1, __ATOMIC_SEQ_CST);
    }
    zw_sys_unlock();
    if (!last)
        return;
    zw_sys_close(p->file, true);
    free(p->path);
    free(p);
}

/* The name of a protected file, or false if there is none. */
static bool name_of(const zw_protection *p, char out[PATH_ROOM]) {
    if (p->path) {
        memcpy(out, p->path, strlen(p->path) + 1);
        return true;
    }
    return name_of_file(p->file, out);
}

/* Puts the target of a link before what is left of a name; *again: it begins at the root. */
static bool expand(zw_handle dir, const char *name, char rest[PATH_ROOM], bool *again) {
    char target[ZW_PATH_MAX];
    size_t n;
    if (zw_sys_readlink(dir, name, target, sizeof target, &n) != W_SUCCESS || n == 0 || n == sizeof target ||
        n + strlen(rest) >= PATH_ROOM)
        return false;
    memmove(rest + n, rest, strlen(rest) + 1);
    memcpy(rest, target, n);
    *again = strchr(zw_sys_separators, target[0]) != NULL;
    return true;
}

/* Whether a name leads through this directory or link, or to this file; `rest` is used up. When in doubt, yes. */
static bool leads_through(char rest[PATH_ROOM], const zw_stat *what) {
    const char *names;
    zw_handle at = ZW_NO_HANDLE;
    int links = 0;
    bool found = zw_sys_open_root(rest, &at, &names) != W_SUCCESS;
    if (!found)
        memmove(rest, names, strlen(names) + 1);
    for (size_t n; !found && (n = strspn(rest, zw_sys_separators), rest[n]);) {
        char name[ZW_NAME_MAX + 1];
        bool again = false;
        zw_handle next = at;
        zw_stat st;
        memmove(rest, rest + n, strlen(rest + n) + 1);
        n = strcspn(rest, zw_sys_separators);
        if (n > ZW_NAME_MAX)
            break;
        memcpy(name, rest, n);
        name[n] = 0;
        memmove(rest, rest + n, strlen(rest + n) + 1);
        uint32_t error = zw_sys_enter(at, name, &next);
        if (!error) {
            found = zw_sys_stat(next, &st) != W_SUCCESS || is(&st, what->dev, what->ino);
        } else if (error == W_NOTDIR || error == W_LOOP) {
            next = at;
            error = zw_sys_stat_at(at, name, &st);
            found = error ? error != W_NOENT : is(&st, what->dev, what->ino);
            if (found || error || st.type != FT_SYMBOLIC_LINK || ++links > MAX_LINKS || !expand(at, name, rest, &again))
                break;
            found = again && zw_sys_open_root(rest, &next, &names) != W_SUCCESS;
            if (again && !found)
                memmove(rest, names, strlen(names) + 1);
        } else {
            found = error != W_NOENT;
            break;
        }
        if (next != at)
            zw_sys_close(at, true);
        at = next;
    }
    zw_sys_close(at, true);
    return found;
}

/* By its number, or as what is found now under a name that was given. */
static bool is_protected(const zw_stat *st) {
    zw_stat now;
    for (const zw_protection *p = protections; p; p = p->next)
        if (is(st, p->dev, p->ino) || (p->path && zw_sys_stat_path(p->path, &now) == W_SUCCESS && is(st, now.dev, now.ino)))
            return true;
    return false;
}

static bool leads_to_protected(const zw_stat *st) {
    char path[PATH_ROOM];
    for (const zw_protection *p = protections; p; p = p->next)
        if (name_of(p, path) && leads_through(path, st))
            return true;
    return false;
}

static bool none(void) {
    return __atomic_load_n(&zw_protect_epoch, __ATOMIC_SEQ_CST) == 0;
}

bool zw_protected(zw_handle host) {
    zw_stat st;
    if (none() || zw_sys_stat(host, &st) != W_SUCCESS || st.type != FT_REGULAR_FILE)
        return false;
    zw_sys_lock();
    bool found = is_protected(&st);
    zw_sys_unlock();
    return found;
}

uint32_t zw_name_protected(zw_handle dir, const char *name, bool moves) {
    zw_stat st;
    if (none() || zw_sys_stat_at(dir, name, &st) != W_SUCCESS)
        return W_SUCCESS;
    uint32_t error = W_SUCCESS;
    zw_sys_lock();
    if (st.type == FT_REGULAR_FILE)
        error = is_protected(&st) ? W_TXTBSY : W_SUCCESS;
    else if (moves && (st.type == FT_DIRECTORY || st.type == FT_SYMBOLIC_LINK))
        error = leads_to_protected(&st) ? W_BUSY : W_SUCCESS;
    zw_sys_unlock();
    return error;
}
