/* What the loader asks of an operating system: os_linux.c and os_darwin.c, which share os_posix.c, or os_windows.c.  They know
 * nothing of the loader.  Addresses and sizes of address space are multiples of a page, which debug builds see to. */
#ifndef ZW_OS_H
#define ZW_OS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
typedef struct zw_os_mutex {
    void *word; /* an SRWLOCK */
} zw_os_mutex;
#define ZW_OS_MUTEX {NULL}
#else
#include <pthread.h>
typedef pthread_mutex_t zw_os_mutex;
#define ZW_OS_MUTEX PTHREAD_MUTEX_INITIALIZER
#endif

/* Address space.  Functions that return an int return 0, or -1 where the system refuses. */
uint64_t zw_os_page(void); /* bytes, a power of two */
uint8_t *zw_os_reserve(uint64_t bytes); /* that nobody may touch; NULL: refused */
int zw_os_commit(uint8_t *at, uint64_t bytes); /* allows reading and writing; what was never written is zero */
int zw_os_forbid(uint8_t *at, uint64_t bytes); /* until it is committed again, with what it held; async-signal-safe */
int zw_os_seal(uint8_t *at, uint64_t bytes, bool code); /* allows reading alone, or executing too, from now on */
void zw_os_release(void *at, uint64_t bytes); /* the whole of a reservation; errno stays as it is */
/* Committed zeros that will be written from end to end; *bytes becomes what is to be released.  NULL: refused. */
uint8_t *zw_os_buffer(uint64_t *bytes);
void *zw_os_remap(void *at, uint64_t old, uint64_t bytes); /* a committed reservation of another size, maybe elsewhere; or NULL */

/* Bytes rounded up to whole pages. */
static inline uint64_t zw_os_pages(uint64_t bytes)
{
    uint64_t page = zw_os_page();
    return (bytes + page - 1) & ~(page - 1);
}

/* Open files, by descriptors of the C library; errno tells why one of them failed. */
typedef struct zw_os_file {
    uint64_t size;
    int64_t changed, changed_ns; /* when its content was, in seconds and nanoseconds */
    bool regular, directory;
} zw_os_file;
int zw_os_file_get(int fd, zw_os_file *out);
int64_t zw_os_read_at(int fd, void *to, size_t bytes, uint64_t at); /* how many, 0: the file ends there; -1 */
int zw_os_keep_file(int fd); /* another descriptor of it, for mapping; -1: there is none, or files are not mapped here */
void zw_os_close(int fd);
int zw_os_map_file(uint8_t *at, uint64_t bytes, int fd, uint64_t from); /* in a reservation, to be read and written; private */

/* A fault of an instruction. */
typedef enum zw_fault_kind {
    ZW_FAULT_MEMORY,     /* it may not touch `address` */
    ZW_FAULT_INSTRUCTION /* it is none */
} zw_fault_kind;

typedef struct zw_fault {
    uint64_t pc, sp, fp, vmctx; /* registers */
    uint64_t address;
    zw_fault_kind kind;
    const char *name; /* by which the system calls it */
} zw_fault;

/* What a thread needs of the system while guests run on it. */
typedef struct zw_os_thread {
    uint64_t stack_low, stack_size; /* its own stack */
    void *altstack;
} zw_os_thread;

/* What the system is to call; the first two are async-signal-safe. */
typedef struct zw_os_hooks {
    bool (*fault)(zw_fault *fault);            /* true: the thread goes on at pc with sp, which were changed; false: not ours */
    void (*last_fault)(const zw_fault *fault); /* the process ends by it */
    void (*ended)(zw_os_thread *t);            /* the thread has ended */
} zw_os_hooks;

/* Prepares the process once, with the same hooks every time, and the calling thread. 0, or -1. */
int zw_os_thread_init(zw_os_thread *t, const zw_os_hooks *hooks);

void zw_os_lock(zw_os_mutex *mutex);
void zw_os_unlock(zw_os_mutex *mutex);
uint64_t zw_os_now(void); /* nanoseconds of a clock that only moves on */
const void *zw_os_random_key(void); /* 16 bytes that are secret, and the same as long as the process lives */
uint64_t zw_os_own_code(uint64_t *size); /* where the program or library lies that this file is part of, up to the end of its code */
void zw_os_say(const char *text, size_t size); /* on standard error; async-signal-safe */
_Noreturn void zw_os_die(const char *line); /* says it and aborts */

#endif
