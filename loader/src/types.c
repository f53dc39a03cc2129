/* The process-wide type registry: equal types (iso-recursive equality of rec groups) have equal ids, in all modules. A group
 * lives as long as something counts on it: a module that has it, a store that holds one of its types, a group that mentions
 * one. Its ids are used again. */
#include <stdlib.h>
#include <string.h>

#include "zw.h"

/* Small: what a C library gives from memory that it has costs a start less than pages of their own. */
enum { CHUNK = 32, CHUNKS = ZW_TYPES_MOST / CHUNK, FEW_BUCKETS = 32, MOST_DEPTH = 63 };

typedef struct zw_typegroup {
    struct zw_typegroup *next; /* in its bucket; later, of those to be freed */
    uint64_t users;
    uint32_t hash, nwords, ntypes, pinned;
    const uint32_t *words, *ids;
    zw_type types[];
} group;

/* Of an id: its type, or while it is free the next free id << 1 | 1. */
typedef uintptr_t slot;

static struct {
    zw_os_mutex lock;
    group **buckets;
    uint32_t nbuckets, ngroups, nids, nfree, free;
    slot *chunks[CHUNKS];
} registry = {.lock = ZW_OS_MUTEX};

static slot *slot_of(uint32_t id)
{
    return &__atomic_load_n(&registry.chunks[id / CHUNK], __ATOMIC_ACQUIRE)[id % CHUNK];
}

const zw_type *zw_type_get(uint32_t id)
{
    return (const zw_type *)__atomic_load_n(slot_of(id), __ATOMIC_ACQUIRE);
}

/* NULL if the id is nobody's. With the lock held; without it, for ids that somebody counts on. */
static const zw_type *known(uint32_t id)
{
    if (id >= __atomic_load_n(&registry.nids, __ATOMIC_ACQUIRE))
        return NULL;
    slot s = __atomic_load_n(slot_of(id), __ATOMIC_ACQUIRE);
    return s & 1 ? NULL : (const zw_type *)s;
}

bool zw_valtype_known(uint32_t word, uint32_t ntypes)
{
    uint32_t code = word & 0xff;
    int32_t heap = (int32_t)word >> 8;
    if (code == 0x63 || code == 0x64)
        return heap >= 0 ? (uint32_t)heap < ntypes : heap >= -0x17 && heap <= -0x0c;
    return heap == 0 && ((code >= 0x7b && code <= 0x7f) || code == 0x77 || code == 0x78);
}

/* A type of values whose numbers are in range. */
static bool valid(zw_valtype type)
{
    return type == (int32_t)type && type != 0x77 && type != 0x78 && zw_valtype_known((uint32_t)type, UINT32_MAX);
}

/* The type id in a value type, or ZW_CW_NONE. */
static uint32_t mentioned(zw_valtype type)
{
    int code = type & 0xff;
    return (code == 0x63 || code == 0x64) && type >= 0 ? (uint32_t)(type >> 8) : ZW_CW_NONE;
}

zw_valtype zw_valtype_canon(const zw_module *m, uint64_t type)
{
    int32_t heap = (int32_t)(uint32_t)type >> 8;
    uint32_t code = (uint32_t)type & 0xff;
    if (code != 0x63 && code != 0x64)
        return code;
    return (heap >= 0 ? (zw_valtype)m->type_ids[heap] : heap) * 256 + code;
}

bool zw_type_matches(uint32_t sub, uint32_t super)
{
    while (sub != super) {
        sub = zw_type_get(sub)->parent;
        if (sub == ZW_CW_NONE)
            return false;
    }
    return true;
}

static bool heap_matches(int64_t a, int64_t b)
{
    enum { NOEXN = -0x0c, NOFUNC = -0x0d, NOEXTERN = -0x0e, NONE = -0x0f, FUNC = -0x10, EXTERN = -0x11, ANY = -0x12,
           EQ = -0x13, I31 = -0x14, STRUCT = -0x15, ARRAY = -0x16, EXN = -0x17 };
    if (a == b)
        return true;
    if (a >= 0 && b >= 0)
        return zw_type_matches((uint32_t)a, (uint32_t)b);
    if (a >= 0) {
        uint32_t kind = zw_type_get((uint32_t)a)->kind;
        if (kind == ZW_CW_TYPE_FUNC)
            return b == FUNC;
        return b == ANY || b == EQ || b == (kind == ZW_CW_TYPE_STRUCT ? STRUCT : ARRAY);
    }
    if (b >= 0)
        return a == (zw_type_get((uint32_t)b)->kind == ZW_CW_TYPE_FUNC ? NOFUNC : NONE);
    switch (a) {
    case NOFUNC:
        return b == FUNC;
    case NOEXTERN:
        return b == EXTERN;
    case NOEXN:
        return b == EXN;
    case NONE:
        return b == ANY || b == EQ || b == I31 || b == STRUCT || b == ARRAY;
    case I31:
    case STRUCT:
    case ARRAY:
        return b == ANY || b == EQ;
    case EQ:
        return b == ANY;
    default:
        return false;
    }
}

bool zw_valtype_matches(zw_valtype sub, zw_valtype super)
{
    if (sub == super)
        return true;
    int a = sub & 0xff, b = super & 0xff;
    if ((a != 0x63 && a != 0x64) || (b != 0x63 && b != 0x64) || (a == 0x63 && b == 0x64))
        return false;
    return heap_matches(sub >> 8, super >> 8);
}

/* All below until zw_types_drop is called with the lock held. */

static bool resize(uint32_t n)
{
    group **fresh = calloc(n, sizeof *fresh);
    if (fresh == NULL)
        return false;
    for (uint32_t i = 0; i < registry.nbuckets; i++) {
        for (group *g = registry.buckets[i], *next; g != NULL; g = next) {
            next = g->next;
            g->next = fresh[g->hash % n];
            fresh[g->hash % n] = g;
        }
    }
    free(registry.buckets);
    registry.buckets = fresh;
    registry.nbuckets = n;
    return true;
}

static bool take_ids(uint32_t *ids, uint32_t n)
{
    for (uint32_t made = registry.nids; registry.nfree < n; made++) {
        if (made == ZW_TYPES_MOST)
            return false;
        if (made % CHUNK == 0 && registry.chunks[made / CHUNK] == NULL) {
            slot *fresh = calloc(CHUNK, sizeof *fresh);
            if (fresh == NULL)
                return false;
            __atomic_store_n(&registry.chunks[made / CHUNK], fresh, __ATOMIC_RELEASE);
        }
        __atomic_store_n(slot_of(made), (slot)registry.free << 1 | 1, __ATOMIC_RELEASE);
        __atomic_store_n(&registry.nids, made + 1, __ATOMIC_RELEASE);
        registry.free = made;
        registry.nfree++;
    }
    for (uint32_t i = 0; i < n; i++) {
        ids[i] = registry.free;
        registry.free = (uint32_t)(*slot_of(ids[i]) >> 1);
    }
    registry.nfree -= n;
    return true;
}

static void give_ids(const uint32_t *ids, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        __atomic_store_n(slot_of(ids[i]), (slot)registry.free << 1 | 1, __ATOMIC_RELEASE);
        registry.free = ids[i];
    }
    registry.nfree += n;
}

/* The group of the type with that id, if it is another one than g. */
static group *other(const group *g, uint32_t id)
{
    group *of = id == ZW_CW_NONE ? NULL : zw_type_get(id)->group;
    return of == g ? NULL : of;
}

/* In a group's words a value type is two words: code (| ZW_TYPE_MEMBER when the heap type is a member of the group), heap
 * type. */
static zw_valtype decode(const uint32_t *w, const uint32_t *ids)
{
    uint32_t code = w[0] & 0xff;
    if (code != 0x63 && code != 0x64)
        return code;
    return (w[0] & ZW_TYPE_MEMBER ? (zw_valtype)ids[w[1]] : (int32_t)w[1]) * 256 + code;
}

/* The number of value types in the words of a group, or -1 when one that they mention is nobody's. */
static int64_t count_types(const uint32_t *w, uint32_t ntypes)
{
    int64_t total = 0;
    for (uint32_t i = 0; i < ntypes; i++) {
        uint32_t n = w[3 + 2 * w[2]] + w[4 + 2 * w[2]];
        const uint32_t *t = w + 5 + 2 * w[2];
        for (uint32_t k = 0; k < n; k++, t += 2)
            if (!(t[0] & ZW_TYPE_MEMBER) && (t[0] == 0x63 || t[0] == 0x64) && (int32_t)t[1] >= 0 && known(t[1]) == NULL)
                return -1;
        total += n;
        w = w[0] == ZW_CW_TYPE_FUNC ? t : t + n; /* mutability flags */
    }
    return total;
}

static bool fill(group *g, zw_valtype *types)
{
    const uint32_t *w = g->words;
    for (uint32_t i = 0; i < g->ntypes; i++) {
        zw_type *t = &g->types[i];
        *t = (zw_type){.kind = w[0], .is_final = w[1], .parent = ZW_CW_NONE, .group = g, .types = types};
        if (w[2] == 1) {
            const zw_type *parent = w[3] & ZW_TYPE_MEMBER ? &g->types[w[4]] : zw_type_get(w[4]);
            t->parent = w[3] & ZW_TYPE_MEMBER ? g->ids[w[4]] : w[4];
            t->depth = parent->depth + 1;
            if (t->depth > MOST_DEPTH)
                return false;
        }
        w += 3 + 2 * w[2];
        t->nparams = w[0];
        t->nresults = w[1];
        w += 2;
        for (uint32_t k = 0; k < t->nparams + t->nresults; k++, w += 2)
            *types++ = decode(w, g->ids);
        if (t->kind != ZW_CW_TYPE_FUNC)
            w += t->nparams;
    }
    return true;
}

/* A new group, which counts on those that it mentions. */
static int make(const uint32_t *words, uint32_t nwords, uint32_t ntypes, group **out)
{
    int64_t total = count_types(words, ntypes);
    if (total < 0)
        return ZW_ERR_FORMAT;
    size_t head = sizeof(group) + ntypes * sizeof(zw_type), types = (size_t)total * sizeof(zw_valtype);
    group *g = malloc(head + types + ((size_t)ntypes + nwords) * 4);
    if (g == NULL)
        return ZW_ERR_LIMIT;
    uint32_t *ids = (uint32_t *)((uint8_t *)g + head + types);
    if (!take_ids(ids, ntypes)) {
        free(g);
        return ZW_ERR_LIMIT;
    }
    memcpy(ids + ntypes, words, (size_t)nwords * 4);
    *g = (group){.nwords = nwords, .ntypes = ntypes, .ids = ids, .words = ids + ntypes};
    if (!fill(g, (zw_valtype *)((uint8_t *)g + head))) {
        give_ids(ids, ntypes);
        free(g);
        return ZW_ERR_FORMAT;
    }
    for (uint32_t i = 0; i < ntypes; i++)
        __atomic_store_n(slot_of(ids[i]), (slot)&g->types[i], __ATOMIC_RELEASE);
    *out = g;
    return ZW_OK;
}

/* Calls `f` for every other group that this one mentions, as often as it does. */
static void each_mentioned(group *g, void (*f)(group *, group **), group **list)
{
    for (uint32_t i = 0; i < g->ntypes; i++) {
        const zw_type *t = &g->types[i];
        group *of = other(g, t->parent);
        if (of != NULL)
            f(of, list);
        for (uint32_t k = 0; k < t->nparams + t->nresults; k++)
            if ((of = other(g, mentioned(t->types[k]))) != NULL)
                f(of, list);
    }
}

static void count_user(group *g, group **list)
{
    (void)list;
    g->users++;
}

/* Puts it on the list of groups to be freed when that was the last user. */
static void uncount_user(group *g, group **list)
{
    if (--g->users > 0)
        return;
    group **at = &registry.buckets[g->hash % registry.nbuckets];
    while (*at != g)
        at = &(*at)->next;
    *at = g->next;
    g->next = *list;
    *list = g;
}

static void drop(group *g)
{
    group *dead = NULL;
    uncount_user(g, &dead);
    while ((g = dead) != NULL) {
        dead = g->next;
        each_mentioned(g, uncount_user, &dead);
        give_ids(g->ids, g->ntypes);
        free(g);
        registry.ngroups--;
        if (registry.nbuckets > FEW_BUCKETS && registry.ngroups < registry.nbuckets / 8)
            (void)resize(registry.nbuckets / 2);
    }
}

/* The group that has those words, with one more user. */
static int find_or_make(const uint32_t *words, uint32_t nwords, uint32_t ntypes, group **out)
{
    if (registry.ngroups >= registry.nbuckets / 2 && !resize(registry.nbuckets ? registry.nbuckets * 2 : FEW_BUCKETS))
        return ZW_ERR_LIMIT;
    uint32_t hash = (uint32_t)zw_hash(words, (size_t)nwords * 4);
    group **bucket = &registry.buckets[hash % registry.nbuckets], *g = *bucket;
    while (g != NULL && (g->hash != hash || g->nwords != nwords || memcmp(g->words, words, (size_t)nwords * 4) != 0))
        g = g->next;
    if (g == NULL) {
        int failed = make(words, nwords, ntypes, &g);
        if (failed)
            return failed;
        each_mentioned(g, count_user, NULL);
        g->hash = hash;
        g->next = *bucket;
        *bucket = g;
        registry.ngroups++;
    }
    g->users++;
    *out = g;
    return ZW_OK;
}

int zw_types_take(const uint32_t *words, uint32_t nwords, uint32_t ntypes, uint32_t *ids)
{
    group *g;
    zw_os_lock(&registry.lock);
    int failed = find_or_make(words, nwords, ntypes, &g);
    if (!failed)
        memcpy(ids, g->ids, (size_t)ntypes * sizeof *ids);
    zw_os_unlock(&registry.lock);
    return failed;
}

void zw_types_drop(zw_module *m)
{
    zw_os_lock(&registry.lock);
    for (uint32_t i = 0, size; i < m->ntypes; i += size) {
        group *g = zw_type_get(m->type_ids[i])->group;
        size = g->ntypes;
        drop(g);
    }
    zw_os_unlock(&registry.lock);
    m->ntypes = 0;
}

/* Room for the mark that the store holds that type. */
static uint64_t *mark_of(zw_store *store, uint32_t id)
{
    uint32_t at = id / 64, n = store->nheld;
    if (at >= n) {
        uint32_t more = at + 1 > 2 * n ? at + 1 : 2 * n;
        uint64_t *held = realloc(store->held, more * sizeof *held);
        if (held == NULL)
            return NULL;
        memset(held + n, 0, (more - n) * sizeof *held);
        store->held = held;
        store->nheld = more;
    }
    return &store->held[at];
}

const zw_type *zw_type_hold(zw_store *store, uint32_t id)
{
    if (id >= ZW_TYPES_MOST)
        return NULL;
    uint64_t *mark = mark_of(store, id), bit = (uint64_t)1 << id % 64;
    if (mark == NULL)
        return NULL;
    if (*mark & bit)
        return zw_type_get(id);
    zw_os_lock(&registry.lock);
    const zw_type *t = known(id);
    if (t != NULL) {
        t->group->users++;
        *mark |= bit;
    }
    zw_os_unlock(&registry.lock);
    return t;
}

bool zw_valtype_hold(zw_store *store, zw_valtype type)
{
    uint32_t id = mentioned(type);
    return valid(type) && (id == ZW_CW_NONE || zw_type_hold(store, id) != NULL);
}

void zw_types_release(zw_store *store)
{
    zw_os_lock(&registry.lock);
    for (uint32_t i = 0; i < store->nheld; i++)
        for (uint64_t bits = store->held[i]; bits != 0; bits &= bits - 1)
            drop(zw_type_get(i * 64 + (uint32_t)__builtin_ctzll(bits))->group);
    zw_os_unlock(&registry.lock);
    free(store->held);
}

/* The id of a function type: held by the store, or if that is NULL, for ever. */
static uint32_t functype_id(zw_store *store, const zw_valtype *params, size_t nparams, const zw_valtype *results,
                            size_t nresults)
{
    if (nparams > 1 << 20 || nresults > 1 << 20)
        return ZW_CW_NONE;
    uint32_t n = (uint32_t)(nparams + nresults), id = ZW_CW_NONE;
    uint32_t *words = malloc((5 + 2 * (size_t)n) * sizeof *words);
    if (words == NULL)
        return ZW_CW_NONE;
    uint32_t head[] = {ZW_CW_TYPE_FUNC, 1 /* final */, 0 /* no supertype */, (uint32_t)nparams, (uint32_t)nresults};
    memcpy(words, head, sizeof head);
    for (uint32_t i = 0; i < n; i++) {
        zw_valtype t = i < nparams ? params[i] : results[i - nparams];
        if (!valid(t)) {
            free(words);
            return ZW_CW_NONE;
        }
        words[5 + 2 * i] = (uint32_t)(t & 0xff);
        words[6 + 2 * i] = (uint32_t)(t >> 8);
    }
    group *g;
    zw_os_lock(&registry.lock);
    if (find_or_make(words, 5 + 2 * n, 1, &g) == ZW_OK) {
        uint64_t *mark = store != NULL ? mark_of(store, g->ids[0]) : NULL, bit = (uint64_t)1 << g->ids[0] % 64;
        bool counted = store != NULL ? mark == NULL || *mark & bit : g->pinned;
        if (store == NULL)
            g->pinned = 1;
        else if (mark != NULL)
            *mark |= bit;
        id = store != NULL && mark == NULL ? ZW_CW_NONE : g->ids[0];
        if (counted)
            drop(g);
    }
    zw_os_unlock(&registry.lock);
    free(words);
    return id;
}

uint32_t zw_functype_id(const zw_valtype *params, size_t nparams, const zw_valtype *results, size_t nresults)
{
    return functype_id(NULL, params, nparams, results, nresults);
}

uint32_t zw_store_functype_id(zw_store *store, const zw_valtype *params, size_t nparams, const zw_valtype *results,
                              size_t nresults)
{
    return functype_id(store, params, nparams, results, nresults);
}

int zw_functype(uint32_t id, const zw_valtype **params, size_t *nparams, const zw_valtype **results, size_t *nresults)
{
    const zw_type *t = known(id);
    if (t == NULL || t->kind != ZW_CW_TYPE_FUNC)
        return 0;
    *params = t->types;
    *nparams = t->nparams;
    *results = t->types + t->nparams;
    *nresults = t->nresults;
    return 1;
}
