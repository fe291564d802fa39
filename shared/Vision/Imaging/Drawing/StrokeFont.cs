using System.Collections.Frozen;

namespace Indexing.Vision.Imaging.Drawing;

/// <summary>
/// A single-line font made for this project: labels need no font files, which small containers do not have. A glyph is a list of
/// polylines in a grid 0..4 wide, capitals 0..6 and small letters 2..6 high, the base line at 6, descenders to 8.
/// </summary>
internal static class StrokeFont
{
    /// <summary>Grid units from one glyph to the next, of one glyph, and from the cap line to the lowest descender.</summary>
    internal const int Advance = 6, GlyphWidth = 4, Depth = 8;

    private const string Unknown = "0040460600";

    /// <summary>
    /// One character a line, then its polylines: x and y of the points in turn, a digit each. A polyline of two equal points is a dot.
    /// </summary>
    private const string Table =
        """
        ! 2024 2626
        " 1011 3031
        # 1016 3036 0242 0444
        % 4006 1010 3636
        ' 2021
        ( 30212536
        ) 10212516
        * 2125 0244 4204
        + 2125 0343
        , 2617
        - 0444
        . 2626
        / 4006
        : 2323 2626
        ; 2323 2617
        < 410345
        = 0242 0444
        > 014305
        ? 01103041422324 2626
        _ 0747
        | 2027
        ~ 04133443
        & 46110110200205163644
        0 100105163645413010 1432
        1 112026 1636
        2 01103041420646
        3 0110304142334445361605 2333
        4 36300444
        5 400003334445361605
        6 4130100105163645443303
        7 004016
        8 100102130405163645443342413010 1333
        9 0516364541301001021343
        A 062046 1434
        B 003041423303 334445360600
        C 4130100105163645
        D 00304145360600
        E 40000646 0333
        F 400006 0333
        G 41301001051636454323
        H 0006 4046 0343
        I 2026 1030 1636
        J 4045361605
        K 0006 4004 1346
        L 000646
        M 0600234046
        N 06004640
        O 100105163645413010
        P 06003041423303
        Q 100105163645413010 2446
        R 06003041423303 2346
        S 413010010213334445361605
        T 0040 2026
        U 000516364540
        V 002640
        W 0016233640
        X 0046 4006
        Y 002340 2326
        Z 00400646
        a 4246 4332120305163645
        b 0006 0312324345361605
        c 4332120305163645
        d 4046 4332120305163645
        e 04444332120305163645
        f 30201116 0232
        g 4247381807 4332120305163645
        h 0006 0312324346
        i 2226 2020
        j 22271808 2020
        k 0006 4205 1446
        l 202536
        m 0206 03122326 23324346
        n 0206 0312324346
        o 120305163645433212
        p 0208 0312324345361605
        q 4248 4332120305163645
        r 0206 03123243
        s 43321203143445361605
        t 10152636 0232
        u 0205163645 4246
        v 022642
        w 0216243642
        x 0246 4206
        y 0226 4218
        z 02420646
        """;

    private static readonly FrozenDictionary<char, string> Glyphs =
        Table.Split('\n').Append("  ").ToFrozenDictionary(line => line[0], line => line[2..]);

    /// <summary>Polylines of a character; a box when the font lacks it.</summary>
    internal static string Glyph(char character) => Glyphs.GetValueOrDefault(character, Unknown);

    /// <summary>Width of a line of text in grid units.</summary>
    internal static int Measure(string text) => Math.Max(0, text.Length * Advance - (Advance - GlyphWidth));
}
