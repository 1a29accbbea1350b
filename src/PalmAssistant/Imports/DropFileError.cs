namespace PalmAssistant.Imports;

/// <summary>A file that cannot be taken, with the reason in words for the person who sent it. The other files of the drop still go in.</summary>
public sealed class DropFileError(string reason, Exception? cause = null) : Exception(reason, cause);
