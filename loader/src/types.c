/* The process-wide type registry: equal types (iso-recursive equality of rec groups) have equal ids, in all modules.
 * Types are never freed; ids are dense. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "zw.h"

enum { CHUNK = 256, CHUNKS = 1 << 14 };

typedef struct group {
    struct group *next;
    uint32_t hash, nwords, first;
    uint32_t words[];
} group;

static struct {
    pthread_mutex_t lock;
    group **buckets;
    uint32_t nbuckets, ngroups, ntypes;
    zw_type *chunks[CHUNKS];
} registry = {.lock = PTHREAD_MUTEX_INITIALIZER};

bool zw_valtype_known(uint32_t word, uint32_t ntypes)
{
    uint32_t code = word & 0xff;
    int32_t heap = (int32_t)word >> 8;
    if (code == 0x63 || code == 0x64)
        return heap >= 0 ? (uint32_t)heap < ntypes : heap >= -0x17 && heap <= -0x0c;
    return heap == 0 && ((code >= 0x7b && code <= 0x7f) || code == 0x77 || code == 0x78);
}

bool zw_valtype_registered(zw_valtype type)
{
    uint32_t ntypes = __atomic_load_n(&registry.ntypes, __ATOMIC_RELAXED);
    return type == (int32_t)type && type != 0x77 && type != 0x78 && zw_valtype_known((uint32_t)type, ntypes);
}

zw_valtype zw_valtype_canon(const zw_module *m, uint64_t type)
{
    int32_t heap = (int32_t)(uint32_t)type >> 8;
    uint32_t code = (uint32_t)type & 0xff;
    if (code != 0x63 && code != 0x64)
        return code;
    return (heap >= 0 ? (zw_valtype)m->type_ids[heap] : heap) * 256 + code;
}

const zw_type *zw_type_get(uint32_t id)
{
    return &__atomic_load_n(&registry.chunks[id / CHUNK], __ATOMIC_ACQUIRE)[id % CHUNK];
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

static uint32_t hash_words(const uint32_t *w, uint32_t n)
{
    uint32_t h = 2166136261u;
    for (uint32_t i = 0; i < n; i++)
        h = (h ^ w[i]) * 16777619u;
    return h ^ h >> 15;
}

/* Called with the lock held. */
static zw_type *type_slot(uint32_t id)
{
    uint32_t chunk = id / CHUNK;
    if (chunk >= CHUNKS)
        return NULL;
    if (registry.chunks[chunk] == NULL) {
        zw_type *fresh = calloc(CHUNK, sizeof(zw_type));
        if (fresh == NULL)
            return NULL;
        __atomic_store_n(&registry.chunks[chunk], fresh, __ATOMIC_RELEASE);
    }
    return &registry.chunks[chunk][id % CHUNK];
}

/* In a group's words a value type is two words: code (| MEMBER when the heap type is a member of the group), heap type. */
enum { MEMBER = 0x100 };

static zw_valtype decode(const uint32_t *w, uint32_t first)
{
    uint32_t code = w[0] & 0xff;
    if (code != 0x63 && code != 0x64)
        return code;
    int64_t heap = (int32_t)w[1];
    if (w[0] & MEMBER)
        heap += first;
    return heap * 256 + code;
}

static bool build(const uint32_t *w, uint32_t n, uint32_t first)
{
    for (uint32_t i = 0; i < n; i++) {
        zw_type *t = type_slot(first + i);
        if (t == NULL)
            return false;
        t->kind = *w++;
        t->is_final = *w++;
        uint32_t nsuper = *w++;
        t->parent = ZW_CW_NONE;
        for (uint32_t k = 0; k < nsuper; k++, w += 2)
            if (k == 0)
                t->parent = w[0] & MEMBER ? first + w[1] : w[1];
        t->nparams = *w++;
        t->nresults = *w++;
        uint32_t total = t->nparams + t->nresults;
        t->types = malloc((total ? total : 1) * sizeof *t->types);
        if (t->types == NULL)
            return false;
        for (uint32_t k = 0; k < total; k++, w += 2)
            t->types[k] = decode(w, first);
        if (t->kind != ZW_CW_TYPE_FUNC)
            w += t->nparams; /* mutability flags */
    }
    return true;
}

static uint32_t intern(const uint32_t *words, uint32_t nwords, uint32_t ntypes)
{
    uint32_t hash = hash_words(words, nwords), first = ZW_CW_NONE;
    pthread_mutex_lock(&registry.lock);
    if (registry.ngroups >= registry.nbuckets / 2) {
        uint32_t n = registry.nbuckets ? registry.nbuckets * 2 : 64;
        group **fresh = calloc(n, sizeof *fresh);
        if (fresh == NULL)
            goto out;
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
    }
    group **bucket = &registry.buckets[hash % registry.nbuckets];
    for (group *g = *bucket; g != NULL; g = g->next) {
        if (g->hash == hash && g->nwords == nwords && memcmp(g->words, words, (size_t)nwords * 4) == 0) {
            first = g->first;
            goto out;
        }
    }
    group *g = malloc(sizeof *g + (size_t)nwords * 4);
    if (g == NULL || registry.ntypes > CHUNK * CHUNKS - ntypes || !build(words, ntypes, registry.ntypes)) {
        free(g);
        goto out;
    }
    first = registry.ntypes;
    registry.ntypes += ntypes;
    registry.ngroups++;
    memcpy(g->words, words, (size_t)nwords * 4);
    g->hash = hash;
    g->nwords = nwords;
    g->first = first;
    g->next = *bucket;
    *bucket = g;
out:
    pthread_mutex_unlock(&registry.lock);
    return first;
}

/* Rewrites the module's words of one group into portable ones. */
typedef struct reader {
    const zw_module *m;
    const uint32_t *w;
    uint32_t at, n, start, size, index; /* the group is types start .. start + size, index the one being read */
    uint32_t *out;
    uint32_t nout;
} reader;

static bool next(reader *r, uint32_t *out)
{
    if (r->at >= r->n)
        return false;
    *out = r->w[r->at++];
    return true;
}

static bool put_index(reader *r, uint32_t code, uint32_t index)
{
    if (index >= r->start + r->size)
        return false;
    bool member = index >= r->start;
    r->out[r->nout++] = code | (member ? MEMBER : 0);
    r->out[r->nout++] = member ? index - r->start : r->m->type_ids[index];
    return true;
}

static bool put_type(reader *r)
{
    uint32_t word;
    if (!next(r, &word) || !zw_valtype_known(word, r->start + r->size))
        return false;
    uint32_t code = word & 0xff;
    int32_t heap = (int32_t)word >> 8;
    if ((code == 0x63 || code == 0x64) && heap >= 0)
        return put_index(r, code, (uint32_t)heap);
    r->out[r->nout++] = code;
    r->out[r->nout++] = (uint32_t)heap;
    return true;
}

static bool read_type(reader *r)
{
    uint32_t kind, final, nsuper, word, count[2] = {0, 0};
    if (!next(r, &kind) || !next(r, &final) || !next(r, &nsuper) || kind > ZW_CW_TYPE_ARRAY || nsuper > r->n - r->at)
        return false;
    r->out[r->nout++] = kind;
    r->out[r->nout++] = final;
    r->out[r->nout++] = nsuper;
    for (uint32_t k = 0; k < nsuper; k++)
        if (!next(r, &word) || word >= r->index || !put_index(r, 0, word))
            return false;
    uint32_t *counts = &r->out[r->nout];
    r->nout += 2;
    uint32_t flags = r->at + 1;
    for (int list = 0; list < (kind == ZW_CW_TYPE_FUNC ? 2 : 1); list++) {
        if (!next(r, &count[list]) || count[list] > r->n - r->at)
            return false;
        for (uint32_t k = 0; k < count[list]; k++) {
            if (!put_type(r) || (kind != ZW_CW_TYPE_FUNC && !next(r, &word)))
                return false;
        }
    }
    if (kind != ZW_CW_TYPE_FUNC)
        for (uint32_t k = 0; k < count[0]; k++)
            r->out[r->nout++] = r->w[flags + 2 * k + 1];
    counts[0] = count[0];
    counts[1] = count[1];
    return true;
}

static bool func_type(const zw_module *m, uint32_t type)
{
    return zw_type_get(m->type_ids[type])->kind == ZW_CW_TYPE_FUNC;
}

int zw_types_intern(zw_module *m, zw_error *err)
{
    uint32_t total = m->h->types, n = ZW_COUNT(m, TYPES);
    reader r = {.m = m, .w = m->table[ZW_CW_TABLE_TYPES], .n = n};
    if (total > n)
        return zw_fail(err, ZW_ERR_FORMAT, "damaged container: the types are cut off");
    m->type_ids = zw_alloc(m->store, ((size_t)total + 1) * sizeof(uint32_t));
    r.out = malloc(((size_t)n + 1) * 4 * sizeof(uint32_t));
    if (m->type_ids == NULL || r.out == NULL) {
        free(r.out);
        return zw_fail(err, ZW_ERR_LIMIT, "out of memory");
    }
    bool ok = true;
    while (ok && r.start < total) {
        ok = next(&r, &r.size) && r.size <= total - r.start;
        r.nout = 0;
        for (uint32_t i = 0; ok && i < r.size; i++) {
            r.index = r.start + i;
            ok = read_type(&r);
        }
        uint32_t first = ok && r.size > 0 ? intern(r.out, r.nout, r.size) : 0;
        ok = ok && first != ZW_CW_NONE;
        for (uint32_t i = 0; ok && i < r.size; i++)
            m->type_ids[r.start + i] = first + i;
        r.start += r.size;
    }
    free(r.out);
    const zw_cw_functypes *ft = ZW_ROWS(m, FUNCTYPES, functypes);
    for (uint32_t i = 0; ok && i < m->nfuncs; i++)
        ok = func_type(m, ft[i].type);
    const zw_cw_tags *tag = ZW_ROWS(m, TAGS, tags);
    for (uint32_t i = 0; ok && i < ZW_COUNT(m, TAGS); i++)
        ok = func_type(m, tag[i].type);
    const zw_cw_entries *en = ZW_ROWS(m, ENTRIES, entries);
    for (uint32_t i = 0; ok && i < ZW_COUNT(m, ENTRIES); i++)
        ok = func_type(m, en[i].type);
    const zw_cw_hosts *ho = ZW_ROWS(m, HOSTS, hosts);
    for (uint32_t i = 0; ok && i < ZW_COUNT(m, HOSTS); i++)
        ok = func_type(m, ho[i].type);
    return ok ? ZW_OK : zw_fail(err, ZW_ERR_FORMAT, "damaged container: a type is not valid");
}

uint32_t zw_functype_id(const zw_valtype *params, size_t nparams, const zw_valtype *results, size_t nresults)
{
    size_t total = nparams + nresults;
    if (total > 1 << 20)
        return ZW_CW_NONE;
    uint32_t *words = malloc((5 + 2 * total) * sizeof *words);
    if (words == NULL)
        return ZW_CW_NONE;
    words[0] = ZW_CW_TYPE_FUNC;
    words[1] = 1; /* final */
    words[2] = 0; /* no supertype */
    words[3] = (uint32_t)nparams;
    words[4] = (uint32_t)nresults;
    for (size_t i = 0; i < total; i++) {
        zw_valtype t = i < nparams ? params[i] : results[i - nparams];
        if (!zw_valtype_registered(t)) {
            free(words);
            return ZW_CW_NONE;
        }
        words[5 + 2 * i] = (uint32_t)(t & 0xff);
        words[6 + 2 * i] = (uint32_t)(t >> 8);
    }
    uint32_t id = intern(words, (uint32_t)(5 + 2 * total), 1);
    free(words);
    return id;
}

int zw_functype(uint32_t id, const zw_valtype **params, size_t *nparams, const zw_valtype **results, size_t *nresults)
{
    if (id >= __atomic_load_n(&registry.ntypes, __ATOMIC_RELAXED))
        return 0;
    const zw_type *t = zw_type_get(id);
    if (t->kind != ZW_CW_TYPE_FUNC)
        return 0;
    *params = t->types;
    *nparams = t->nparams;
    *results = t->types + t->nparams;
    *nresults = t->nresults;
    return 1;
}

static void put(char *out, size_t size, const char *text)
{
    size_t at = strlen(out), n = strlen(text);
    if (at + n + 1 <= size)
        memcpy(out + at, text, n + 1);
}

static const char *type_name(zw_valtype t)
{
    static const char *const numeric[] = {"v128", "f64", "f32", "i64", "i32"};
    if (t >= 0x7b && t <= 0x7f)
        return numeric[t - 0x7b];
    return t == ZW_FUNCREF ? "funcref" : t == ZW_EXTERNREF ? "externref" : "ref";
}

void zw_functype_text(uint32_t id, char *out, size_t size)
{
    const zw_type *t = zw_type_get(id);
    out[0] = '\0';
    put(out, size, "(");
    for (uint32_t i = 0; i < t->nparams + t->nresults; i++) {
        if (i == t->nparams)
            put(out, size, ") -> (");
        else if (i > 0)
            put(out, size, ", ");
        put(out, size, type_name(t->types[i]));
    }
    put(out, size, t->nresults == 0 ? ") -> ()" : ")");
}
