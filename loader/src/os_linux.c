/* Linux: address space, the stack of a thread, signal handlers. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "zw.h"

enum { ALT_STACK = 0x10000, ALT_ENOUGH = 0x4000 };
#define MAIN_STACK_MOST ((uint64_t)64 << 20)

/* The bytes that the kernel gives every program for such purposes: there without a call, and always. */
void zw_os_random_key(uint64_t key[2])
{
    memcpy(key, (const void *)getauxval(AT_RANDOM), 16);
}

uint8_t *zw_os_reserve(uint64_t bytes)
{
    void *p = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

int zw_os_commit(uint8_t *at, uint64_t bytes)
{
    return bytes == 0 ? 0 : mprotect(at, bytes, PROT_READ | PROT_WRITE);
}

int zw_os_forbid(uint8_t *at, uint64_t bytes)
{
    return mprotect(at, bytes, PROT_NONE);
}

void zw_os_release(void *at, uint64_t bytes)
{
    if (at != NULL && bytes > 0)
        munmap(at, bytes);
}

typedef struct range {
    uint64_t low, size;
} range;

/* The main stack grows down to its limit from about where the kernel put the program's name. */
static range main_stack(void)
{
    struct rlimit lim;
    uint64_t size = MAIN_STACK_MOST;
    if (getrlimit(RLIMIT_STACK, &lim) == 0 && lim.rlim_cur != RLIM_INFINITY && lim.rlim_cur < size)
        size = lim.rlim_cur;
    size -= size > 0x2000 ? 0x2000 : 0;
    uint64_t top = (getauxval(AT_EXECFN) + 0xfff) & ~(uint64_t)0xfff;
    return (range){top - size, size};
}

/* The calling thread's stack. */
static range thread_stack(void)
{
    range r = main_stack();
    pthread_attr_t attr;
    void *low = NULL;
    size_t size = 0;
    if ((uint64_t)(uintptr_t)__builtin_frame_address(0) - r.low < r.size || pthread_getattr_np(pthread_self(), &attr) != 0)
        return r;
    if (pthread_attr_getstack(&attr, &low, &size) == 0)
        r = (range){(uint64_t)(uintptr_t)low, size};
    pthread_attr_destroy(&attr);
    return r;
}

__thread zw_thread *zw_current_thread __attribute__((tls_model("initial-exec")));
static pthread_key_t thread_key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int once_failed;

static void drop_altstack(zw_thread *th)
{
    if (th->altstack == NULL)
        return;
    stack_t now;
    if (sigaltstack(NULL, &now) == 0 && now.ss_sp == th->altstack) {
        stack_t off = {.ss_flags = SS_DISABLE};
        sigaltstack(&off, NULL);
    }
    munmap(th->altstack, ALT_STACK);
}

static void thread_end(void *p)
{
    zw_current_thread = NULL;
    drop_altstack(p);
    free(p);
}

static void setup(void)
{
    once_failed = pthread_key_create(&thread_key, thread_end) != 0 || zw_os_install_handlers() != 0;
}

/* Signals come on a stack of their own, since a guest may use up the other. */
static int make_altstack(zw_thread *th)
{
    stack_t now;
    if (sigaltstack(NULL, &now) == 0 && !(now.ss_flags & SS_DISABLE) && now.ss_size >= ALT_ENOUGH)
        return 0;
    void *p = mmap(NULL, ALT_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        return -1;
    stack_t fresh = {.ss_sp = p, .ss_size = ALT_STACK};
    if (sigaltstack(&fresh, NULL) != 0) {
        munmap(p, ALT_STACK);
        return -1;
    }
    th->altstack = p;
    return 0;
}

int zw_os_thread_init(zw_thread *th)
{
    pthread_once(&once, setup);
    if (once_failed)
        return -1;
    range stack = thread_stack();
    uint64_t reserve = stack.size / 4 < ZW_STACK_RESERVE ? stack.size / 4 : ZW_STACK_RESERVE;
    th->stack_low = stack.low;
    th->stack_size = stack.size;
    th->stack_limit = stack.low + (reserve > ZW_STACK_RESERVE_LEAST ? reserve : ZW_STACK_RESERVE_LEAST);
    if (make_altstack(th) != 0)
        return -1;
    if (pthread_setspecific(thread_key, th) == 0)
        return 0;
    drop_altstack(th);
    return -1;
}

_Noreturn void zw_die(const char *line)
{
    if (write(STDERR_FILENO, line, strlen(line)) < 0)
        abort();
    abort();
}

/* Signals. */

static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE};
static const char *const names[] = {"SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE"};
enum { NSIGNALS = sizeof signals / sizeof *signals };
static struct sigaction earlier[NSIGNALS];

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

static uint64_t code_address(const void *context)
{
#if defined(__x86_64__)
    return (uint64_t)((const ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
#endif
}

static void chain(int sig, siginfo_t *info, void *context)
{
    for (int i = 0; i < NSIGNALS; i++) {
        if (signals[i] != sig)
            continue;
        struct sigaction *old = &earlier[i];
        bool sent = info->si_code <= 0; /* by a process; else a fault, which recurs on return */
        if (!(old->sa_flags & SA_SIGINFO) && (old->sa_handler == SIG_DFL || old->sa_handler == SIG_IGN)) {
            if (sent && old->sa_handler == SIG_IGN)
                return;
            if (!sent && zw_current_thread != NULL)
                zw_tell_fault(zw_current_thread, names[i], code_address(context), (uint64_t)(uintptr_t)info->si_addr);
            signal(sig, SIG_DFL);
            if (sent)
                raise(sig);
        } else {
            call_handler(old, sig, info, context);
        }
        return;
    }
}

static const zw_instance *running(const zw_store *store, uint64_t vmctx)
{
    for (const zw_instance *inst = store->instances; inst != NULL; inst = inst->next)
        if ((uint64_t)(uintptr_t)inst->vmctx == vmctx)
            return inst;
    return NULL;
}

/* Whether the address lies in the address space of a memory of the instance. */
static bool in_memory(const zw_instance *inst, uint64_t address)
{
    for (uint32_t i = 0; i < ZW_COUNT(inst->module, MEMORIES); i++) {
        const zw_memory *m = &inst->mems[i]->m;
        if (address - (uint64_t)(uintptr_t)m->base < m->reserved)
            return true;
    }
    return false;
}

/* Polling, code reads before its vmctx; and an interrupt leaves no room on the stack. */
static bool interrupted(const zw_instance *inst, int code, uint64_t address)
{
    if (code == ZW_TRAP_INTERRUPT)
        return (uint64_t)(uintptr_t)inst->vmctx - 1 - address < ZW_POLL_AREA;
    return code == ZW_TRAP_STACK_OVERFLOW && inst->vmctx->stack_limit == UINT64_MAX;
}

#if defined(__x86_64__)
static bool handle(int sig, const siginfo_t *info, ucontext_t *uc)
{
    zw_thread *th = zw_current_thread;
    if (th == NULL || th->act == NULL || info->si_code <= 0)
        return false;
    greg_t *regs = uc->uc_mcontext.gregs;
    zw_store *store = th->act->store;
    uint64_t pc = code_address(uc);
    zw_module *m = zw_find_module(store, pc);
    if (m == NULL)
        return false;
    int code = zw_find_site(m, pc - (uint64_t)(uintptr_t)m->part[ZW_CW_PART_TEXT]);
    if (code == 0)
        return false;
    const zw_instance *inst = running(store, (uint64_t)regs[REG_R14]);
    uint64_t address = (uint64_t)(uintptr_t)info->si_addr;
    bool stopped = inst != NULL && interrupted(inst, code, address);
    if ((sig == SIGSEGV || sig == SIGBUS) && !stopped && (inst == NULL || !in_memory(inst, address)))
        return false;
    th->trap = stopped ? ZW_TRAP_INTERRUPT : (uint32_t)code;
    zw_capture(th, pc, (uint64_t)regs[REG_RBP], (uint64_t)regs[REG_RSP]);
    regs[REG_RSP] = (greg_t)th->act->sp;
    regs[REG_RIP] = (greg_t)th->act->landing;
    return true;
}
#else
#error "signals are not handled on this machine yet"
#endif

static void on_signal(int sig, siginfo_t *info, void *context)
{
    int saved = errno;
    bool done = handle(sig, info, context);
    errno = saved;
    if (!done)
        chain(sig, info, context);
}

int zw_os_install_handlers(void)
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
