namespace PalmAssistant.Corrections;

/// <summary>A sentence that says something has changed: about whom, and what.</summary>
/// <param name="About">the words for the person or house: 3号楼的李奶奶, 501, 第3个, 他; empty for a newcomer</param>
/// <param name="Unread">clauses that were not understood: said back, never dropped</param>
public sealed record SaidCorrection(string About, AboutKind Kind, IReadOnlyList<SaidChange> Changes, IReadOnlyList<string> Unread);

public enum AboutKind { Person, House, Ordinal, Pronoun, Nobody }

public abstract record SaidChange;

/// <param name="Everyone">the whole household: 全家搬走了</param>
public sealed record MovedOut(bool Everyone = false) : SaidChange;

/// <param name="On">the day, where one was named</param>
/// <param name="When">the words for it: 上个月</param>
public sealed record Died(DateOnly? On, string? When) : SaidChange;

/// <summary>走了, 不在了: dead or moved is asked, gently.</summary>
/// <param name="Word">the words that have two meanings, to be put right in the sentence</param>
public sealed record Gone(string Word) : SaidChange;

public sealed record MovedTo(string House) : SaidChange;

/// <param name="Value">null = it has changed, and to what was not said</param>
public sealed record SetField(CorrectableField Field, string? Value) : SaidChange;

/// <summary>换人了: whoever is registered there lives there no longer.</summary>
public sealed record NewOccupants : SaidChange;

/// <summary>空了: nobody lives there.</summary>
public sealed record StandsEmpty : SaidChange;

/// <summary>Somebody new lives there, without a number so far.</summary>
public sealed record NewHousehold(short? People, string Words) : SaidChange;

public sealed record LivesAlone : SaidChange;

public sealed record TagIs(string Tag, bool Holds) : SaidChange;

/// <summary>Somebody new: what is known so far.</summary>
public sealed record Newcomer(string? Name, string? IdNumber, string? Phone, string? House) : SaidChange;
