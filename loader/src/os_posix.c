/* POSIX systems: address space, files, signals. */
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "os_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/ucontext.h>
#include <time.h>
#include <unistd.h>

#include "arch.h"

enum { ALT_STACK = 0x10000, ALT_ENOUGH = 0x4000 };

static void whole_pages(const void *at, uint64_t bytes)
{
#if defined(ZW_DEBUG)
    if (((uint64_t)(uintptr_t)at | bytes) & (zw_os_page() - 1))
        zw_os_die("zwasm: a part of a page is asked for\n");
#else
    (void)at;
    (void)bytes;
#endif
}

uint8_t *zw_os_reserve(uint64_t bytes)
{
    whole_pages(NULL, bytes);
    void *p = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANON | MAP_NORESERVE, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

int zw_os_commit(uint8_t *at, uint64_t bytes)
{
    whole_pages(at, bytes);
    return bytes == 0 ? 0 : mprotect(at, bytes, PROT_READ | PROT_WRITE);
}

int zw_os_forbid(uint8_t *at, uint64_t bytes)
{
    whole_pages(at, bytes);
    return mprotect(at, bytes, PROT_NONE);
}

int zw_os_seal(uint8_t *at, uint64_t bytes, bool code)
{
    whole_pages(at, bytes);
    if (bytes == 0)
        return 0;
    if (code)
        __builtin___clear_cache((char *)at, (char *)at + bytes);
    return mprotect(at, bytes, code ? PROT_READ | PROT_EXEC : PROT_READ);
}

void zw_os_release(void *at, uint64_t bytes)
{
    whole_pages(at, bytes);
    if (at != NULL && bytes > 0)
        munmap(at, bytes);
}

int zw_os_file_get(int fd, zw_os_file *out)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return -1;
    *out = (zw_os_file){.size = (uint64_t)st.st_size,
                        .changed = st.ZW_STAT_CHANGED.tv_sec,
                        .changed_ns = st.ZW_STAT_CHANGED.tv_nsec,
                        .regular = S_ISREG(st.st_mode),
                        .directory = S_ISDIR(st.st_mode)};
    return 0;
}

int64_t zw_os_read_at(int fd, void *to, size_t bytes, uint64_t at)
{
    ssize_t n;
    do
        n = pread(fd, to, bytes, (off_t)at);
    while (n < 0 && errno == EINTR);
    return n;
}

int zw_os_keep_file(int fd)
{
    return fcntl(fd, F_DUPFD_CLOEXEC, 3);
}

void zw_os_close(int fd)
{
    close(fd);
}

int zw_os_map_file(uint8_t *at, uint64_t bytes, int fd, uint64_t from)
{
    whole_pages(at, bytes | from);
    return mmap(at, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, fd, (off_t)from) == MAP_FAILED ? -1 : 0;
}

void zw_os_lock(zw_os_mutex *mutex)
{
    pthread_mutex_lock(mutex);
}

void zw_os_unlock(zw_os_mutex *mutex)
{
    pthread_mutex_unlock(mutex);
}

uint64_t zw_os_now(void)
{
    struct timespec t = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void zw_os_say(const char *text, size_t size)
{
    if (write(STDERR_FILENO, text, size) < 0)
        return;
}

_Noreturn void zw_os_die(const char *line)
{
    zw_os_say(line, strlen(line));
    abort();
}

/* Signals. */

static const int signals[] = {SIGSEGV, SIGBUS, SIGILL};
static const char *const names[] = {"SIGSEGV", "SIGBUS", "SIGILL"};
enum { NSIGNALS = sizeof signals / sizeof *signals };
static struct sigaction earlier[NSIGNALS];
static const zw_os_hooks *hooks;

static zw_fault fault_of(int i, const siginfo_t *info, const ucontext_t *uc)
{
    return (zw_fault){.pc = (uint64_t)ZW_CONTEXT_PC(uc),
                      .sp = (uint64_t)ZW_CONTEXT_SP(uc),
                      .fp = (uint64_t)ZW_CONTEXT_FP(uc),
                      .vmctx = (uint64_t)ZW_CONTEXT_VMCTX(uc),
                      .address = (uint64_t)(uintptr_t)info->si_addr,
                      .kind = signals[i] == SIGILL ? ZW_FAULT_INSTRUCTION : ZW_FAULT_MEMORY,
                      .name = names[i]};
}

/* Calls an earlier handler as the system would have. */
static void call_handler(struct sigaction *old, int sig, siginfo_t *info, void *context)
{
    struct sigaction handler = *old;
    sigset_t before;
    if (old->sa_flags & (int)SA_RESETHAND)
        *old = (struct sigaction){.sa_handler = SIG_DFL};
    pthread_sigmask(SIG_BLOCK, &handler.sa_mask, &before);
    if (handler.sa_flags & SA_NODEFER) {
        sigset_t one;
        sigemptyset(&one);
        sigaddset(&one, sig);
        pthread_sigmask(SIG_UNBLOCK, &one, NULL);
    }
    if (handler.sa_flags & SA_SIGINFO)
        handler.sa_sigaction(sig, info, context);
    else
        handler.sa_handler(sig);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void chain(int i, siginfo_t *info, void *context)
{
    struct sigaction *old = &earlier[i];
    bool sent = zw_os_was_sent(info); /* else it is a fault, which recurs on return */
    if ((old->sa_flags & SA_SIGINFO) || (old->sa_handler != SIG_DFL && old->sa_handler != SIG_IGN)) {
        call_handler(old, signals[i], info, context);
        return;
    }
    if (sent && old->sa_handler == SIG_IGN)
        return;
    if (!sent) {
        zw_fault fault = fault_of(i, info, context);
        hooks->last_fault(&fault);
    }
    signal(signals[i], SIG_DFL);
    if (sent)
        raise(signals[i]);
}

static bool handled(int i, const siginfo_t *info, ucontext_t *uc)
{
    zw_fault fault = fault_of(i, info, uc);
    if (zw_os_was_sent(info) || !hooks->fault(&fault))
        return false;
    __typeof__(ZW_CONTEXT_PC(uc)) *pc = &ZW_CONTEXT_PC(uc);
    __typeof__(ZW_CONTEXT_SP(uc)) *sp = &ZW_CONTEXT_SP(uc);
    *pc = (__typeof__(*pc))fault.pc;
    *sp = (__typeof__(*sp))fault.sp;
    return true;
}

static void on_signal(int sig, siginfo_t *info, void *context)
{
    int saved = errno, i = 0;
    while (i < NSIGNALS - 1 && signals[i] != sig)
        i++;
    bool done = handled(i, info, context);
    errno = saved;
    if (!done)
        chain(i, info, context);
}

static int install_handlers(void)
{
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_sigaction = on_signal;
    sa.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&sa.sa_mask);
    for (int i = 0; i < NSIGNALS; i++)
        if (sigaction(signals[i], &sa, &earlier[i]) != 0)
            return -1;
    return 0;
}

/* Threads. */

static pthread_key_t thread_key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int once_failed;

static void drop_altstack(zw_os_thread *t)
{
    if (t->altstack == NULL)
        return;
    stack_t now;
    if (sigaltstack(NULL, &now) == 0 && now.ss_sp == t->altstack) {
        stack_t off = {.ss_flags = SS_DISABLE, .ss_size = ALT_STACK};
        sigaltstack(&off, NULL);
    }
    munmap(t->altstack, ALT_STACK);
}

static void thread_end(void *p)
{
    drop_altstack(p);
    hooks->ended(p);
}

static void setup(void)
{
    once_failed = pthread_key_create(&thread_key, thread_end) != 0 || install_handlers() != 0;
}

/* Signals come on a stack of their own, since a guest may use up the other. */
static int make_altstack(zw_os_thread *t)
{
    stack_t now;
    if (sigaltstack(NULL, &now) == 0 && !(now.ss_flags & SS_DISABLE) && now.ss_size >= ALT_ENOUGH)
        return 0;
    void *p = mmap(NULL, ALT_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
    if (p == MAP_FAILED)
        return -1;
    stack_t fresh = {.ss_sp = p, .ss_size = ALT_STACK};
    if (sigaltstack(&fresh, NULL) != 0) {
        munmap(p, ALT_STACK);
        return -1;
    }
    t->altstack = p;
    return 0;
}

int zw_os_thread_init(zw_os_thread *t, const zw_os_hooks *call)
{
    __atomic_store_n(&hooks, call, __ATOMIC_RELAXED);
    pthread_once(&once, setup);
    if (once_failed)
        return -1;
    zw_os_range stack = zw_os_stack();
    t->stack_low = stack.low;
    t->stack_size = stack.size;
    if (make_altstack(t) != 0)
        return -1;
    if (pthread_setspecific(thread_key, t) == 0)
        return 0;
    drop_altstack(t);
    return -1;
}
