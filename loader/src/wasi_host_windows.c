/* Files of Windows: opened relative to a directory's handle, as openat does. */
#include "wasi_host_windows.h"

#include <errno.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>

/* ---- error numbers: host to guest ---- */

static const struct { DWORD host; uint16_t guest; } error_map[] = {
    {ERROR_FILE_NOT_FOUND, W_NOENT}, {ERROR_PATH_NOT_FOUND, W_NOENT}, {ERROR_INVALID_DRIVE, W_NOENT}, {ERROR_BAD_NETPATH, W_NOENT},
    {ERROR_BAD_NET_NAME, W_NOENT}, {ERROR_BAD_PATHNAME, W_NOENT}, {ERROR_INVALID_NAME, W_INVAL}, {ERROR_ACCESS_DENIED, W_ACCES},
    {ERROR_SHARING_VIOLATION, W_BUSY}, {ERROR_LOCK_VIOLATION, W_BUSY}, {ERROR_BUSY, W_BUSY}, {ERROR_ALREADY_EXISTS, W_EXIST},
    {ERROR_FILE_EXISTS, W_EXIST}, {ERROR_DIR_NOT_EMPTY, W_NOTEMPTY}, {ERROR_DIRECTORY, W_NOTDIR}, {ERROR_DISK_FULL, W_NOSPC},
    {ERROR_HANDLE_DISK_FULL, W_NOSPC}, {ERROR_DISK_QUOTA_EXCEEDED, W_DQUOT}, {ERROR_NOT_ENOUGH_MEMORY, W_NOMEM},
    {ERROR_OUTOFMEMORY, W_NOMEM}, {ERROR_COMMITMENT_LIMIT, W_NOMEM}, {ERROR_INVALID_HANDLE, W_BADF},
    {ERROR_INVALID_PARAMETER, W_INVAL}, {ERROR_NEGATIVE_SEEK, W_INVAL}, {ERROR_SEEK_ON_DEVICE, W_SPIPE}, {ERROR_BROKEN_PIPE, W_PIPE},
    {ERROR_NO_DATA, W_PIPE}, {ERROR_PIPE_NOT_CONNECTED, W_PIPE}, {ERROR_TOO_MANY_OPEN_FILES, W_MFILE}, {ERROR_WRITE_PROTECT, W_ROFS},
    {ERROR_NOT_SAME_DEVICE, W_XDEV}, {ERROR_FILENAME_EXCED_RANGE, W_NAMETOOLONG}, {ERROR_BUFFER_OVERFLOW, W_NAMETOOLONG},
    {ERROR_TOO_MANY_LINKS, W_MLINK}, {ERROR_NOT_SUPPORTED, W_NOTSUP}, {ERROR_INVALID_FUNCTION, W_NOTSUP},
    {ERROR_CALL_NOT_IMPLEMENTED, W_NOTSUP}, {ERROR_PRIVILEGE_NOT_HELD, W_PERM}, {ERROR_NOT_A_REPARSE_POINT, W_INVAL},
    {ERROR_CANT_RESOLVE_FILENAME, W_LOOP}, {ERROR_USER_MAPPED_FILE, W_TXTBSY}, {ERROR_FILE_TOO_LARGE, W_FBIG},
    {ERROR_NO_UNICODE_TRANSLATION, W_ILSEQ}, {ERROR_DELETE_PENDING, W_NOENT},
    {WSAEINTR, W_INTR}, {WSAEBADF, W_BADF}, {WSAEACCES, W_ACCES}, {WSAEFAULT, W_FAULT}, {WSAEINVAL, W_INVAL}, {WSAEMFILE, W_MFILE},
    {WSAEWOULDBLOCK, W_AGAIN}, {WSAEINPROGRESS, W_INPROGRESS}, {WSAEALREADY, W_ALREADY}, {WSAENOTSOCK, W_NOTSOCK},
    {WSAEDESTADDRREQ, W_DESTADDRREQ}, {WSAEMSGSIZE, W_MSGSIZE}, {WSAEPROTOTYPE, W_PROTOTYPE}, {WSAENOPROTOOPT, W_NOPROTOOPT},
    {WSAEPROTONOSUPPORT, W_PROTONOSUPPORT}, {WSAEOPNOTSUPP, W_NOTSUP}, {WSAEAFNOSUPPORT, W_AFNOSUPPORT}, {WSAEADDRINUSE, W_ADDRINUSE},
    {WSAEADDRNOTAVAIL, W_ADDRNOTAVAIL}, {WSAENETDOWN, W_NETDOWN}, {WSAENETUNREACH, W_NETUNREACH}, {WSAENETRESET, W_NETRESET},
    {WSAECONNABORTED, W_CONNABORTED}, {WSAECONNRESET, W_CONNRESET}, {WSAENOBUFS, W_NOBUFS}, {WSAEISCONN, W_ISCONN},
    {WSAENOTCONN, W_NOTCONN}, {WSAESHUTDOWN, W_PIPE}, {WSAETIMEDOUT, W_TIMEDOUT}, {WSAECONNREFUSED, W_CONNREFUSED},
    {WSAEHOSTUNREACH, W_HOSTUNREACH},
};

uint32_t zw_win_error(DWORD number) {
    for (size_t i = 0; i < sizeof error_map / sizeof error_map[0]; i++)
        if (error_map[i].host == number)
            return error_map[i].guest;
    return W_IO;
}

uint32_t zw_win_status(NTSTATUS status) {
    switch ((ULONG)status) { /* several become "access denied", which hides what they say */
    case 0: return W_SUCCESS;
    case 0xc00000ba: return W_ISDIR;  /* STATUS_FILE_IS_A_DIRECTORY */
    case 0xc0000056: return W_NOENT;  /* STATUS_DELETE_PENDING */
    case 0xc0000121: return W_PERM;   /* STATUS_CANNOT_DELETE */
    case 0xc0000275: return W_INVAL;  /* STATUS_NOT_A_REPARSE_POINT */
    default: return status >= 0 ? W_SUCCESS : zw_win_error(RtlNtStatusToDosError(status));
    }
}

void zw_sys_set_errno(uint32_t error) {
    static const struct { uint16_t guest; int host; } map[] = {
        {W_NOENT, ENOENT}, {W_ACCES, EACCES}, {W_PERM, EPERM}, {W_NOTDIR, ENOTDIR}, {W_ISDIR, EISDIR}, {W_EXIST, EEXIST},
        {W_NOMEM, ENOMEM}, {W_MFILE, EMFILE}, {W_BADF, EBADF}, {W_INVAL, EINVAL}, {W_NAMETOOLONG, ENAMETOOLONG}, {W_BUSY, EBUSY},
        {W_NOSPC, ENOSPC}, {W_NOTSUP, ENOTSUP}, {W_LOOP, ELOOP}, {W_ILSEQ, EILSEQ}, {W_ROFS, EROFS},
    };
    errno = EIO;
    for (size_t i = 0; i < sizeof map / sizeof map[0]; i++)
        if (map[i].guest == error)
            errno = map[i].host;
}

/* ---- names ---- */

int zw_win_wide(const char *path, wchar_t out[ZW_WIDE]) {
    int n = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, out, ZW_WIDE);
    return n > 0 ? n - 1 : 0;
}

int zw_win_narrow(const wchar_t *path, int n, char *out, int size) {
    int length = n > 0 ? WideCharToMultiByte(CP_UTF8, 0, path, n, out, size - 1, NULL, NULL) : 0;
    out[length] = 0;
    return length;
}

/* The name of one step without the slashes after it. What Windows would take for more than a name is none: a backslash leads to other
 * directories, a colon to streams of a file. */
static uint32_t step_of(const char *name, wchar_t out[ZW_WIDE], USHORT *length, bool *slash) {
    int n = zw_win_wide(name, out);
    *slash = false;
    while (n > 0 && out[n - 1] == L'/') {
        out[--n] = 0;
        *slash = true;
    }
    if (n == 0 && name[0])
        return W_ILSEQ;
    if (n == 1 && out[0] == L'.')
        n = 0;
    for (int i = 0; i < n; i++)
        if (out[i] < 0x20 || wcschr(L"\\/:*?\"<>|", out[i]))
            return W_INVAL;
    if (n == 2 && out[0] == L'.' && out[1] == L'.')
        return W_PERM;
    *length = (USHORT)(n * 2);
    return W_SUCCESS;
}

/* ---- records ---- */

/* A record for an open handle, which is closed if there is no memory for it. */
static uint32_t record(HANDLE handle, uint8_t type, zw_handle *out) {
    zw_win_file *f = calloc(1, sizeof *f);
    *out = ZW_NO_HANDLE;
    if (!f) {
        CloseHandle(handle);
        return W_NOMEM;
    }
    *f = (zw_win_file){.handle = handle, .type = type, .reads = true, .writes = true};
    InitializeSRWLock(&f->position);
    *out = (zw_handle)f;
    return W_SUCCESS;
}

uint8_t zw_win_type(DWORD attributes, DWORD tag) {
    enum { SURROGATE = 0x20000000 };
    if (attributes & FILE_ATTRIBUTE_REPARSE_POINT && tag & SURROGATE)
        return FT_SYMBOLIC_LINK;
    return attributes & FILE_ATTRIBUTE_DIRECTORY ? FT_DIRECTORY : FT_REGULAR_FILE;
}

uint32_t zw_win_attributes(HANDLE handle, FILE_ATTRIBUTE_TAG_INFO *info) {
    BY_HANDLE_FILE_INFORMATION all;
    *info = (FILE_ATTRIBUTE_TAG_INFO){0};
    if (GetFileInformationByHandleEx(handle, FileAttributeTagInfo, info, sizeof *info))
        return W_SUCCESS;
    if (!GetFileInformationByHandle(handle, &all)) /* a file system without reparse points */
        return zw_win_error(GetLastError());
    info->FileAttributes = all.dwFileAttributes & ~(DWORD)FILE_ATTRIBUTE_REPARSE_POINT;
    return W_SUCCESS;
}

static uint8_t type_of(HANDLE handle) {
    FILE_ATTRIBUTE_TAG_INFO info;
    switch (GetFileType(handle)) {
    case FILE_TYPE_DISK: return zw_win_attributes(handle, &info) == W_SUCCESS ? zw_win_type(info.FileAttributes, info.ReparseTag) : FT_UNKNOWN;
    case FILE_TYPE_CHAR: return FT_CHARACTER_DEVICE;
    default: return FT_UNKNOWN; /* a pipe */
    }
}

/* What a handle of somebody else's may do; all where nobody says. */
static void learn_access(zw_win_file *f) {
    enum { ACCESS_INFORMATION = 8 };
    IO_STATUS_BLOCK io;
    ACCESS_MASK granted;
    if (NtQueryInformationFile(f->handle, &io, &granted, sizeof granted, (FILE_INFORMATION_CLASS)ACCESS_INFORMATION) >= 0) {
        f->reads = (granted & FILE_READ_DATA) != 0;
        f->writes = (granted & (FILE_WRITE_DATA | FILE_APPEND_DATA)) != 0;
        f->append = f->writes && !(granted & FILE_WRITE_DATA);
    }
}

static uint32_t borrow(HANDLE handle, uint8_t type, zw_handle *out) {
    zw_win_file *f = calloc(1, sizeof *f);
    *out = f ? (zw_handle)f : ZW_NO_HANDLE;
    if (!f)
        return W_NOMEM;
    *f = (zw_win_file){.handle = handle, .type = type, .reads = true, .writes = true};
    InitializeSRWLock(&f->position);
    return W_SUCCESS;
}

uint32_t zw_sys_borrow(int fd, zw_handle *out) {
    HANDLE handle = fd < 0 ? INVALID_HANDLE_VALUE : (HANDLE)_get_osfhandle(fd);
    *out = ZW_NO_HANDLE;
    if (handle == INVALID_HANDLE_VALUE || handle == (HANDLE)-2 || !handle) /* -2: a stream that was never there */
        return W_BADF;
    uint32_t error = borrow(handle, type_of(handle), out);
    if (!error)
        learn_access(zw_win(*out));
    return error;
}

uint32_t zw_sys_listener(int socket, zw_handle *out) {
    int kind = 0, len = sizeof kind;
    SOCKET s = (SOCKET)(unsigned)socket;
    *out = ZW_NO_HANDLE;
    if (socket < 0 || getsockopt(s, SOL_SOCKET, SO_TYPE, (char *)&kind, &len) != 0)
        return W_BADF;
    return borrow((HANDLE)(uintptr_t)s, kind == SOCK_DGRAM ? FT_SOCKET_DGRAM : FT_SOCKET_STREAM, out);
}

uint32_t zw_sys_duplicate(zw_handle h, zw_handle *out) {
    HANDLE self = GetCurrentProcess(), handle;
    *out = ZW_NO_HANDLE;
    if (!DuplicateHandle(self, zw_win(h)->handle, self, &handle, 0, FALSE, DUPLICATE_SAME_ACCESS))
        return zw_win_error(GetLastError());
    return record(handle, zw_win(h)->type, out);
}

uint32_t zw_sys_null(zw_handle *out) {
    HANDLE handle = CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    *out = ZW_NO_HANDLE;
    return handle == INVALID_HANDLE_VALUE ? zw_win_error(GetLastError()) : record(handle, FT_CHARACTER_DEVICE, out);
}

void zw_sys_close(zw_handle h, bool owned) {
    if (h == ZW_NO_HANDLE)
        return;
    if (owned && zw_win_is_socket(h))
        closesocket(zw_win_socket(h));
    else if (owned)
        CloseHandle(zw_win(h)->handle);
    free(zw_win(h));
}

uint64_t zw_sys_most_files(void) {
    return UINT64_MAX;
}

static SRWLOCK lock = SRWLOCK_INIT;

void zw_sys_lock(void) {
    AcquireSRWLockExclusive(&lock);
}

void zw_sys_unlock(void) {
    ReleaseSRWLockExclusive(&lock);
}

void zw_sys_yield(void) {
    SwitchToThread();
}

/* ---- opening ---- */

enum { SHARE_ALL = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE };

static uint32_t open_relative(HANDLE root, wchar_t *name, USHORT length, ACCESS_MASK access, ULONG disposition, ULONG options,
                              HANDLE *out) {
    UNICODE_STRING string = {.Length = length, .MaximumLength = length, .Buffer = name};
    OBJECT_ATTRIBUTES object = {.Length = sizeof object, .RootDirectory = root, .ObjectName = &string, .Attributes = OBJ_CASE_INSENSITIVE};
    IO_STATUS_BLOCK io;
    return zw_win_status(NtCreateFile(out, access | FILE_READ_ATTRIBUTES | SYNCHRONIZE, &object, &io, NULL, FILE_ATTRIBUTE_NORMAL,
                                      SHARE_ALL, disposition, options | FILE_SYNCHRONOUS_IO_NONALERT | FILE_OPEN_REPARSE_POINT, NULL, 0));
}

uint32_t zw_win_open(zw_handle dir, const char *name, ACCESS_MASK access, ULONG disposition, ULONG options, HANDLE *out) {
    wchar_t step[ZW_WIDE];
    USHORT length;
    bool slash;
    uint32_t error = step_of(name, step, &length, &slash);
    if (error)
        return error;
    return open_relative(zw_win(dir)->handle, step, length, access, disposition, slash ? options | FILE_DIRECTORY_FILE : options, out);
}

uint32_t zw_win_reopen(HANDLE handle, ACCESS_MASK access, HANDLE *out) {
    wchar_t none[1] = L"";
    return open_relative(handle, none, 0, access, FILE_OPEN, 0, out);
}

uint32_t zw_sys_open_directory(const char *path, int fd, zw_handle *out) {
    wchar_t wide[ZW_WIDE];
    HANDLE handle;
    FILE_ATTRIBUTE_TAG_INFO info;
    uint32_t error = W_SUCCESS;
    const ACCESS_MASK access = FILE_LIST_DIRECTORY | FILE_TRAVERSE;
    *out = ZW_NO_HANDLE;
    if (path && zw_win_wide(path, wide) == 0)
        return path[0] ? W_ILSEQ : W_NOENT;
    if (path) {
        handle = CreateFileW(wide, access | FILE_READ_ATTRIBUTES | SYNCHRONIZE, SHARE_ALL, NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS,
                             NULL);
        error = zw_win_result(handle != INVALID_HANDLE_VALUE);
    } else {
        error = fd < 0 ? W_BADF : zw_win_reopen((HANDLE)_get_osfhandle(fd), access, &handle);
    }
    if (error)
        return error;
    error = zw_win_attributes(handle, &info);
    if (error || !(info.FileAttributes & FILE_ATTRIBUTE_DIRECTORY)) {
        CloseHandle(handle);
        return error ? error : W_NOTDIR;
    }
    return record(handle, FT_DIRECTORY, out);
}

/* Takes a handle that was just opened, unless it is a link, or something that its file system has to fetch first. */
static uint32_t take(HANDLE handle, bool writes, zw_handle *out) {
    FILE_ATTRIBUTE_TAG_INFO info;
    uint32_t error = zw_win_attributes(handle, &info);
    uint8_t type = error ? FT_UNKNOWN : zw_win_type(info.FileAttributes, info.ReparseTag);
    if (!error && type == FT_SYMBOLIC_LINK)
        error = W_LOOP;
    else if (!error && info.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT)
        error = W_NOTSUP;
    else if (!error && type == FT_DIRECTORY && writes)
        error = W_ISDIR;
    if (!error)
        return record(handle, type, out);
    CloseHandle(handle);
    return error;
}

uint32_t zw_sys_open_at(zw_handle dir, const char *name, uint32_t how, zw_handle *out) {
    uint32_t fdflags = how >> ZW_OPEN_FLAGS;
    bool writes = (how & ZW_OPEN_WRITE) != 0, reads = (how & ZW_OPEN_READ) != 0 || !writes;
    ACCESS_MASK access = (reads ? FILE_GENERIC_READ : 0u) | (writes ? FILE_GENERIC_WRITE : 0u);
    if (how & ZW_OPEN_LOOK)
        access = how & ZW_OPEN_DIRECTORY ? FILE_LIST_DIRECTORY | FILE_TRAVERSE : 0;
    ULONG disposition = !(how & ZW_OPEN_CREATE) ? FILE_OPEN : how & ZW_OPEN_EXCLUSIVE ? FILE_CREATE : FILE_OPEN_IF;
    ULONG options = (how & ZW_OPEN_DIRECTORY ? FILE_DIRECTORY_FILE : 0u) | (fdflags & FDFLAGS_SYNC ? FILE_WRITE_THROUGH : 0u);
    HANDLE handle;
    *out = ZW_NO_HANDLE;
    uint32_t error = zw_win_open(dir, name, access, disposition, options, &handle);
    if (!error)
        error = take(handle, writes, out);
    if (error)
        return error;
    zw_win_file *f = zw_win(*out);
    f->reads = reads;
    f->writes = writes;
    f->append = (fdflags & FDFLAG_APPEND) != 0;
    f->nonblock = (fdflags & FDFLAG_NONBLOCK) != 0;
    f->through = (fdflags & FDFLAGS_SYNC) != 0;
    return W_SUCCESS;
}

uint32_t zw_sys_enter(zw_handle dir, const char *name, zw_handle *out) {
    return zw_sys_open_at(dir, name, ZW_OPEN_LOOK | ZW_OPEN_DIRECTORY, out);
}

bool zw_sys_resolves(zw_handle root) {
    (void)root;
    return false;
}

uint32_t zw_sys_open_beneath(zw_handle root, const char *path, uint32_t how, zw_handle *out) {
    (void)root, (void)path, (void)how;
    *out = ZW_NO_HANDLE;
    return W_NOTSUP;
}
