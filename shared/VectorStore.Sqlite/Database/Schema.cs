namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>The tables. They are the whole truth; segment files only repeat what stands in <c>words</c> and <c>scenes</c>.</summary>
internal static class Schema
{
    /// <summary>"IWRD": tells our database from any other SQLite file.</summary>
    public const int ApplicationId = 0x49575244;

    public const int Version = 4;

    /// <summary>What <see cref="Scenes"/> turns into <see cref="Version"/>: an index without scenes.</summary>
    public const int VersionWithoutScenes = 3;

    /// <summary>
    /// 8 KB pages: a word with a 256-d vector and 1.2 kB of posteriors takes 2.4 kB, so three fill a page; a 4 KB page would
    /// hold one and waste 40 %. With a concept of 256 numbers and 40 n-grams it takes 3 kB, and two share a page.
    /// </summary>
    public const int PageSize = 8192;

    /// <summary>Makes a <see cref="Version"/> of a <see cref="VersionWithoutScenes"/>, within the caller's transaction.</summary>
    public static string Upgrade { get; } = $"{Scenes}; pragma user_version={Version}";

    /// <summary>Whether an index or a backup of this version can be used, be it by <see cref="Upgrade"/>.</summary>
    public static bool CanRead(long version) => version is Version or VersionWithoutScenes;

    /// <summary>The tables of <see cref="VersionWithoutScenes"/>.</summary>
    public const string Words =
        """
        create table state(
          id integer primary key check (id = 1),
          store_id blob not null,          -- random; repeated in every segment file
          generation integer not null,     -- moves with every commit, so that others know when to look again
          next_word integer not null,      -- word ids ascend and are never used twice
          dimension integer not null,      -- 0 until the first word
          concept_dimension integer not null -- 0 until the first word that has a concept
        ) strict;

        create table tenants(
          id integer primary key,
          name text not null unique
        ) strict;

        create table images(
          id integer primary key,
          tenant integer not null,
          image_id text not null,
          version integer not null,
          status integer not null,
          uri text,
          content_hash text,
          width integer not null,
          height integer not null,
          size_bytes integer not null,
          first_word integer not null,     -- an image's words have consecutive ids, so no index on words is needed
          word_count integer not null,
          rejected_reason text,
          perceptual_hash integer,         -- 64 opaque bits
          tags text not null,              -- JSON array, as given
          metadata text not null,          -- JSON object
          model_version text,
          updated_at integer not null,     -- UTC, 100 ns since 0001-01-01
          unique (tenant, image_id)
        ) strict;

        -- Lists by status, and covers the statistics.
        create index images_status on images(tenant, status, image_id, word_count);

        create index images_updated on images(tenant, updated_at, first_word, word_count) where word_count > 0;

        -- Covers the search for lookalikes, which reads all hashes of one status.
        create index images_look on images(tenant, status, perceptual_hash, image_id) where perceptual_hash is not null;

        -- What the filters of a search name: tags and metadata of the images that have words.
        create table labels(
          tenant integer not null,
          name text not null,              -- key of the metadata; '': a tag
          value text not null,
          first_word integer not null,
          word_count integer not null,
          primary key (tenant, name, value, first_word)
        ) strict, without rowid;

        create table words(
          id integer primary key,
          image integer not null,
          tenant integer not null,
          region_index integer not null,
          confidence real not null,
          detection_score real not null,
          quad blob not null,              -- 8 little-endian floats
          transcription text not null,
          lexical blob not null,           -- little-endian floats, unit length
          posteriors blob not null,
          reading text not null,           -- '': not listed
          grams blob not null,             -- little-endian 16-bit codes
          concept blob                     -- little-endian half floats, unit length; last, so that lexical questions never touch it
        ) strict;

        create index words_reading on words(tenant, reading) where reading <> '';

        -- Words removed since a segment was written. A row goes when its segment is written anew.
        create table dead_words(
          generation integer not null,
          first_word integer not null,
          word_count integer not null,
          primary key (generation, first_word)
        ) strict, without rowid;

        -- The current segment files: adjacent ranges of word ids from 1 up.
        create table segments(
          first_word integer primary key,
          last_word integer not null,
          generation integer not null,     -- of the snapshot the file was made from
          word_count integer not null,
          file text not null
        ) strict;
        """;

    /// <summary>
    /// Adds the scenes. Nothing of the words changes, so that an index of millions of pictures is ready at once. The columns of segments,
    /// deletions and labels have the names they have for words: a scene is scanned as a word of its own table.
    /// </summary>
    public const string Scenes =
        """
        alter table state add column next_scene integer not null default 1; -- scene ids ascend and are never used twice
        alter table state add column scene_dimension integer not null default 0; -- 0 until the first scene

        create table scenes(
          id integer primary key,
          image integer not null unique,
          tenant integer not null,
          updated_at integer not null,     -- of the image
          vector blob not null             -- little-endian floats, unit length
        ) strict;

        create index scenes_updated on scenes(tenant, updated_at);

        create table scene_labels(
          tenant integer not null,
          name text not null,
          value text not null,
          first_word integer not null,
          word_count integer not null,     -- 1
          primary key (tenant, name, value, first_word)
        ) strict, without rowid;

        create table dead_scenes(
          generation integer not null,
          first_word integer not null,
          word_count integer not null,     -- 1
          primary key (generation, first_word)
        ) strict, without rowid;

        create table scene_segments(
          first_word integer primary key,
          last_word integer not null,
          generation integer not null,
          word_count integer not null,
          file text not null
        ) strict;
        """;
}
