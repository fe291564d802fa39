namespace Indexing.Dashboards.Tests.Promql;

/// <summary>Reads PromQL by descent: operators, aggregations, functions, ranges, offsets; no subqueries.</summary>
internal sealed class PromqlParser(string text)
{
    private static readonly string[] Aggregations = ["sum", "min", "max", "avg", "count", "stddev", "topk", "bottomk", "quantile"];

    private static readonly string[][] Operators =
        [["or"], ["and", "unless"], ["==", "!=", ">", "<", ">=", "<="], ["+", "-"], ["*", "/", "%"], ["^"]];

    private readonly List<(string Kind, string Text)> _tokens = PromqlLexer.Read(text);
    private readonly PromqlExpression _expression = new();
    private readonly Stack<string> _functions = new([""]);
    private int _at;

    public PromqlExpression Parse()
    {
        Binary(0);
        return _at == _tokens.Count ? _expression : throw Wrong("the end");
    }

    private void Binary(int level)
    {
        if (level == Operators.Length)
        {
            Unary();
            return;
        }

        var first = _expression.Selectors.Count;
        Binary(level + 1);
        while (_at < _tokens.Count && Operators[level].Contains(_tokens[_at].Text) && _tokens[_at].Kind != "string")
        {
            _at++;
            Take("bool");
            List<string> labels = Take("on") || Take("ignoring") ? Labels() : [];
            if (Take("group_left") || Take("group_right"))
                labels.AddRange(Next() == "(" ? Labels() : []);
            Binary(level + 1);
            Group(labels, first);
        }
    }

    private void Unary()
    {
        while (Take("-") || Take("+"))
        {
        }

        if (Take("("))
        {
            Binary(0);
            Expect(")");
        }
        else if (_tokens[_at].Kind is "number" or "string")
        {
            _at++;
            return;
        }
        else if (Aggregations.Contains(Next()))
            Aggregation();
        else if (_at + 1 < _tokens.Count && _tokens[_at + 1].Text == "(")
            Function();
        else
            Selector();
        Suffixes();
    }

    private void Aggregation()
    {
        _at++;
        var first = _expression.Selectors.Count;
        List<string> labels = Take("by") || Take("without") ? Labels() : [];
        _functions.Push("");
        Arguments();
        _functions.Pop();
        if (Take("by") || Take("without"))
            labels.AddRange(Labels());
        Group(labels, first);
        LastLabels = labels;
    }

    /// <summary>What the aggregation read last leaves; what a quantile is taken of.</summary>
    private List<string> LastLabels { get; set; } = [];

    private void Function()
    {
        var name = _tokens[_at++].Text;
        var first = _expression.Selectors.Count;
        LastLabels = [];
        _functions.Push(name);
        Arguments();
        _functions.Pop();
        if (name == "histogram_quantile")
            _expression.Quantiles.Add((_expression.Selectors[first..], LastLabels));
    }

    private void Arguments()
    {
        Expect("(");
        while (!Take(")"))
        {
            Binary(0);
            if (Next() != ")")
                Expect(",");
        }
    }

    private void Selector()
    {
        var name = _tokens[_at].Kind == "name" ? _tokens[_at++].Text : "";
        var matchers = new List<(string, string, string)>();
        if (name.Length == 0 || Next() == "{")
        {
            Expect("{");
            while (!Take("}"))
            {
                matchers.Add((Read("name"), Read("sign"), Unquote(Read("string"))));
                if (Next() != "}")
                    Expect(",");
            }
        }

        _expression.Selectors.Add(new PromqlSelector(name, matchers, _functions.Peek()));
    }

    private void Suffixes()
    {
        while (_at < _tokens.Count)
        {
            if (Take("["))
            {
                Read("duration");
                Expect("]");
            }
            else if (Take("offset"))
                Read("duration");
            else
                return;
        }
    }

    private List<string> Labels()
    {
        var labels = new List<string>();
        Expect("(");
        while (!Take(")"))
        {
            labels.Add(Read("name"));
            if (Next() != ")")
                Expect(",");
        }

        return labels;
    }

    private void Group(List<string> labels, int first)
    {
        foreach (var label in labels)
            _expression.Groupings.Add((label, _expression.Selectors[first..]));
    }

    private static string Unquote(string quoted) => quoted[1..^1].Replace(@"\\", @"\", StringComparison.Ordinal);

    private string Next() => _at < _tokens.Count ? _tokens[_at].Text : "";

    private bool Take(string token)
    {
        if (Next() != token)
            return false;
        _at++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token))
            throw Wrong(token);
    }

    private string Read(string kind) =>
        _at < _tokens.Count && _tokens[_at].Kind == kind ? _tokens[_at++].Text : throw Wrong(kind);

    private FormatException Wrong(string expected) => new($"'{text}': {expected} expected at '{Next()}'.");
}
